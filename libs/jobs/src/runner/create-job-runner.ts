import { getTenant } from '@pulso/connections';
import { assertSchemaCurrent } from '@pulso/database';
import { AppError, type BusinessDay, businessDayOf } from '@pulso/domain';
import { type JobRun, type JobTrigger, openJobRun } from '@pulso/job-log';
import { covers } from '../covers.ts';
import { findSlotFault } from '../find-slot-fault.ts';
import { type JobType, jobDefinitions } from '../job-definitions.ts';
import type { JobDeps } from '../job-deps.ts';
import { resolveRebuildWindow } from '../resolve-rebuild-window.ts';
import { continueOrphans } from './continue-orphans.ts';
import { createRunFollower } from './create-run-follower.ts';
import { defaultRunTimings, type RunTimings } from './run-timings.ts';
import { type RunOptions, runToEnd } from './run-to-end.ts';
import { settleLostRuns } from './settle-lost-runs.ts';

export interface JobRequest {
  jobType: JobType;
  tenantId: string;
  /** As they came from outside, without tenant and slot; checked here. */
  params: unknown;
  slot?: Date | null;
  /** Older slots of the job that this one makes up for; given by the schedule alone. */
  coveredSlots?: readonly Date[];
  trigger: JobTrigger;
  /** The W3C header of whoever asks; the run then belongs to that trace. */
  traceparent?: string | null;
}

export interface SubmittedRun {
  run: JobRun;
  /** The slot was taken already: this is the run that has it. */
  duplicate: boolean;
  /** The ended run, of whatever status. */
  finished: Promise<JobRun>;
}

export interface JobRunner {
  /** @throws AppError `invalid_input` or `unknown_tenant`; nothing is written then */
  submit(request: JobRequest): Promise<SubmittedRun>;
  /** From now on goes on with runs that other processes left behind (contract 4: within 60 seconds). */
  watch(): void;
  /** Asks the work under way to stop at a safe point and waits for it. */
  stop(): Promise<void>;
}

/** The one way in for every run, whatever triggered it. */
export function createJobRunner(deps: JobDeps, timings: RunTimings = defaultRunTimings): JobRunner {
  const stopping = new AbortController();
  const follower = createRunFollower(deps, { timings, signal: stopping.signal });
  const underWay = new Set<Promise<JobRun>>();
  const track = (work: Promise<JobRun>) => {
    underWay.add(work);
    // Whoever waits gets the failure; this only keeps the books.
    work.then(
      () => underWay.delete(work),
      () => underWay.delete(work),
    );
    return work;
  };

  const work = (run: JobRun, options: Pick<RunOptions, 'tenant' | 'params' | 'traceparent'>) =>
    track(runToEnd(deps, run, { ...options, signal: stopping.signal, timings, onLost }));
  const lost = new Map<string, JobRun>();
  const onLost = (run: JobRun) => lost.set(run.jobLogId, run);
  let watching: NodeJS.Timeout | null = null;

  return {
    async submit(request) {
      const now = deps.clock.now();
      const slot = parseSlot(request.slot ?? null, now);
      const asked = parseParams(request);
      const tenant = await getTenant(deps.db, request.tenantId);
      const params = resolveParams(request.jobType, asked, businessDayOf(now, tenant.timeZone));
      const { jobType, trigger, coveredSlots, traceparent = null } = request;
      const join = { lease_ms: timings.lease_ms, isCovered: (wide: unknown) => covers(jobType, wide, params) };
      const opening = { jobType, trigger, slot, params, coveredSlots, now, join };
      const { run, isDuplicate } = await openJobRun(deps.db, tenant.tenantId, opening);
      if (isDuplicate) return { run, duplicate: true, finished: follower.follow(run) };
      // When it was declared dead while it lived, another goes on with it: then that attempt's end is the run's.
      const finished = work(run, { tenant, params, traceparent }).then((ended) => follower.follow(ended));
      finished.catch(() => undefined);
      return { run, duplicate: false, finished };
    },
    watch() {
      let isLooking = false;
      let isSchemaCurrent = false;
      const look = async () => {
        isLooking = true;
        try {
          // On a schema that is behind no work is done (contract 1); one that was found complete stays so.
          if (!isSchemaCurrent) await assertSchemaCurrent(deps.db);
          isSchemaCurrent = true;
          await settleLostRuns(deps, lost);
          await continueOrphans(deps, timings, (run, options) => void work(run, options).catch(() => undefined));
        } catch (error) {
          deps.log.warn({ err: error }, 'runs that were left behind could not be looked for');
        } finally {
          isLooking = false;
        }
      };
      watching ??= setInterval(() => {
        if (!isLooking && !stopping.signal.aborted) void look();
      }, timings.watch_ms);
    },
    async stop() {
      if (watching) clearInterval(watching);
      stopping.abort();
      await Promise.allSettled(underWay);
    },
  };
}

/** @throws AppError `invalid_input` for a slot more than 5 minutes ahead (contract 3) */
function parseSlot(slot: Date | null, now: Date): Date | null {
  const fault = findSlotFault(slot, now);
  if (fault === null) return slot;
  throw new AppError('invalid_input', `${fault.path}: ${fault.message}`, { faults: [fault] });
}

/** What was left out is filled in before the row is opened, so that runs can be compared, and repeated as they were meant. */
function resolveParams(jobType: JobType, params: object, today: BusinessDay): object {
  return jobType === 'rebuild-daily-metrics' ? resolveRebuildWindow(params, today) : params;
}

function parseParams({ jobType, params }: JobRequest): object {
  const parsed = jobDefinitions[jobType].params.safeParse(params ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  const summary = faults.map((fault) => (fault.path ? `${fault.path}: ${fault.message}` : fault.message)).join('; ');
  throw new AppError('invalid_input', summary, { faults });
}
