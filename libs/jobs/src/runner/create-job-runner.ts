import { getTenant } from '@pulso/connections';
import { AppError, businessDayOf } from '@pulso/domain';
import { isEnded, type JobRun, type JobTrigger, openJobRun } from '@pulso/job-log';
import { type JobType, jobDefinitions } from '../job-definitions.ts';
import type { JobDeps } from '../job-deps.ts';
import { resolveRebuildWindow } from '../resolve-rebuild-window.ts';
import { executeRun } from './execute-run.ts';
import { followRun } from './follow-run.ts';
import { defaultRunTimings, type RunTimings } from './run-timings.ts';

export interface JobRequest {
  jobType: JobType;
  tenantId: string;
  /** As they came from outside, without tenant and slot; checked here. */
  params: unknown;
  slot?: Date | null;
  trigger: JobTrigger;
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
  /** Asks the work under way to stop at a safe point and waits for it. */
  stop(): Promise<void>;
}

const SLOT_AHEAD_MS_MAX = 5 * 60_000;

/** The one way in for every run, whatever triggered it. */
export function createJobRunner(deps: JobDeps, timings: RunTimings = defaultRunTimings): JobRunner {
  const stopping = new AbortController();
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

  return {
    async submit(request) {
      const params = parseParams(request);
      const now = deps.clock.now();
      const slot = request.slot ?? null;
      if (slot && slot.getTime() > now.getTime() + SLOT_AHEAD_MS_MAX) {
        const fault = { path: 'slot', message: 'lies more than 5 minutes ahead' };
        throw new AppError('invalid_input', `slot: ${fault.message}`, { faults: [fault] });
      }
      const tenant = await getTenant(deps.db, request.tenantId);
      if (request.jobType === 'rebuild-daily-metrics') {
        resolveRebuildWindow(params, businessDayOf(now, tenant.timeZone));
      }
      const { run, isDuplicate } = await openJobRun(deps.db, tenant.tenantId, { ...request, slot, params, now });
      if (isDuplicate) {
        const finished = isEnded(run.status) ? Promise.resolve(run) : followRun(deps, run, timings);
        return { run, duplicate: true, finished };
      }
      const finished = track(executeRun(deps, { run, tenant, params, signal: stopping.signal, timings }));
      return { run, duplicate: false, finished };
    },
    async stop() {
      stopping.abort();
      await Promise.allSettled(underWay);
    },
  };
}

function parseParams({ jobType, params }: JobRequest): object {
  const parsed = jobDefinitions[jobType].params.safeParse(params ?? {});
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue) => ({ path: issue.path.join('.'), message: issue.message }));
  const summary = faults.map((fault) => (fault.path ? `${fault.path}: ${fault.message}` : fault.message)).join('; ');
  throw new AppError('invalid_input', summary, { faults });
}
