import type { JobType } from '@pulso/jobs';

/** A tenant with all that decides what its schedule owes. */
export interface ScheduleTarget {
  tenantId: string;
  timeZone: string;
  isPaused: boolean;
  /** When the oldest of its connections was made, those that were ended included; null = it never had one. */
  firstConnectedAt: Date | null;
  /** When the oldest of its connections was made that is not ended; null = there is none. */
  connectedAt: Date | null;
  /** When the newest of its connections was made that was never synced; null = every one was. */
  unreadSince: Date | null;
  jobs: JobHistory[];
}

/** What became of the slots of one scheduled job of one tenant. */
export interface JobHistory {
  jobType: JobType;
  isPaused: boolean;
  /** The newest slot that the schedule had; it and all before are run, or named by the run that made up for them. Null = none yet. */
  settledThrough: Date | null;
  /** Slots after it that somebody else had. */
  hadSlots: Date[];
  /** Of the sync: the newest slot whose run did the work of a night, or is at it. */
  nightlyThrough: Date | null;
}
