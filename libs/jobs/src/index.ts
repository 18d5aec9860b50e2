export {
  coverageSources,
  type DayCoverage,
  listCoverage,
  listListingCoverage,
  listMissedNotices,
  listNoticeShares,
  listSourceFailures,
  type MissedNotices,
  type NoticeShare,
  readNoticeFigures,
  type SourceFailure,
} from '@pulso/sync';
export { type AlertWay, type AlertWayName, alertWayNames, openAlertWays } from './alerts/alert-ways.ts';
export { type Alerts, createAlerts } from './alerts/create-alerts.ts';
export { openAlertChannels } from './alerts/open-alert-channels.ts';
export { type AlertTrial, tryAlertWays } from './alerts/try-alert-ways.ts';
export { AskedInstant, AskedTenantId } from './asked-values.ts';
export { assertDatabaseReady } from './assert-database-ready.ts';
export { getSlotCalendar } from './calendar/get-slot-calendar.ts';
export type { SlotDay } from './calendar/tell-slot-days.ts';
export { type ErasureReceipt, eraseTenant } from './erasure/erase-tenant.ts';
export { findSlotFault } from './find-slot-fault.ts';
export { getFreshness, type SourceFreshness, type TenantFreshness } from './freshness/get-freshness.ts';
export { skipReasons } from './handlers/job-handler.ts';
export {
  type AskableJobType,
  askableJobTypes,
  isAskableJobType,
  isJobType,
  type JobParams,
  type JobType,
  jobDefinitions,
  jobTypes,
} from './job-definitions.ts';
export type { JobDeps } from './job-deps.ts';
export { type Mail, openMail, type SendMail } from './mail/open-mail.ts';
export { keepNotices } from './notices/keep-notices.ts';
export { takeNotice } from './notices/take-notice.ts';
export { openJobDeps, openTokenCipher } from './open-job-deps.ts';
export { findWindowFault, resolveRebuildWindow } from './resolve-rebuild-window.ts';
export { toRunError } from './run-error.ts';
export { createJobRunner, type JobRequest, type JobRunner, type SubmittedRun } from './runner/create-job-runner.ts';
export { mayGoOn } from './runner/may-go-on.ts';
export { defaultRunTimings, type RunTimings } from './runner/run-timings.ts';
export { type DueSlot, dueSlots, mergeSlots } from './schedule/due-slots.ts';
export { listScheduleStates, type ScheduleState } from './schedule/list-schedule-states.ts';
export { isOwedWithoutSeller } from './schedule/owed-stretches.ts';
export { NIGHTLY_DAYS, paramsOfSlot } from './schedule/params-of-slot.ts';
export { listSchedulePauses, pauseSchedule, resumeSchedule, type SchedulePause } from './schedule/pause-schedule.ts';
export {
  LONGEST_CATCH_UP_MS,
  type Schedule,
  type ScheduleName,
  scheduledJobTypes,
  schedulesIn,
} from './schedule/schedules.ts';
export { slotsAfter } from './schedule/slots-after.ts';
export { tellEndedRun } from './tell-ended-run.ts';
