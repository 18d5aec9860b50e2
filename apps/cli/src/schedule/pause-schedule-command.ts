import { getTenant } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import { type JobType, pauseSchedule, resumeSchedule, scheduledJobTypes } from '@pulso/jobs';
import { noteAudit } from '@pulso/members/records';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';
import { lineOf, tellSchedules } from './tell-schedules.ts';

/**
 * `pulso schedule pause` and `resume`: stops or goes on with the schedule of a company, or of one job of it. Unlike a paused company, one
 * whose schedule is paused is still part of what is asked for everybody.
 * @throws AppError `unknown_tenant`, or `invalid_input` for a job without a schedule
 */
export function pauseScheduleCommand(
  context: CommandContext,
  { tenantId, job, paused }: { tenantId: string; job: string | undefined; paused: boolean },
): Promise<CommandResult> {
  const jobTypes = readJobs(job);
  return withDatabase(context, async (db) => {
    const tenant = await getTenant(db, tenantId);
    const now = context.clock.now();
    const action = paused ? 'schedule_paused' : 'schedule_resumed';
    const change = paused ? pauseSchedule : resumeSchedule;
    await change(db, tenantId, {
      jobTypes,
      now,
      alongside: (subject, transaction) => noteAudit(db, tenantId, { action, actor: null, subject, now, transaction }),
    });
    const schedules = await tellSchedules(db, [tenant], now);
    const stillPaused =
      paused || tenant.pausedAt === null ? [] : [`${tenant.name} inteira está pausada: tenant resume.`];
    return { result: { tenantId, schedules }, lines: [...schedules.map(lineOf), ...stillPaused] };
  });
}

function readJobs(job: string | undefined): readonly JobType[] {
  if (job === undefined) return scheduledJobTypes;
  const found = scheduledJobTypes.filter((jobType) => jobType === job);
  if (found.length > 0) return found;
  throw new AppError('invalid_input', `"${job}" has no schedule; those that have one: ${scheduledJobTypes.join(', ')}`);
}
