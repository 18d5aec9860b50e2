import { readCallPace } from '@pulso/job-log';
import { planSync, type SyncContext, type SyncPlan } from '@pulso/sync';
import type { Wanted } from './choose-wanted.ts';
import type { JobContext } from './job-handler.ts';

/** A plan with the time that it will take. */
export interface PlannedRun extends SyncPlan {
  /** From the pace of this tenant's last runs, and never below what the allowance of calls lets through; null = not known. */
  expectedDuration_ms: number | null;
}

/**
 * Plans the sync of one connection and says so in the run's metadata, where it can be looked at from the beginning.
 * @param options.announced the plans of the run's other connections, to which this one is added
 */
export async function announcePlan(
  job: JobContext,
  context: SyncContext,
  { wanted, announced }: { wanted: Wanted; announced: object[] },
): Promise<PlannedRun> {
  const plan = await planSync(context, wanted);
  const pace_ms = await readCallPace(job.db, job.tenant.tenantId, { jobType: 'sync-mercadolivre' });
  const planned = { ...plan, expectedDuration_ms: expectDuration(plan, { pace_ms, rates: job.budget.rates }) };
  announced.push({ connectionId: context.connectionId, ...tellPlan(planned) });
  await job.note({ plan: announced });
  return planned;
}

/** A plan as it is written in metadata. */
export function tellPlan({ calls, total, expectedDuration_ms, freshFirst }: PlannedRun) {
  return { calls, apiCalls: total, expectedDurationMs: expectedDuration_ms, freshFirst };
}

function expectDuration(
  { total, calls }: SyncPlan,
  { pace_ms, rates }: { pace_ms: number | null; rates: JobContext['budget']['rates'] },
): number | null {
  if (total === null) return null;
  const byPace = pace_ms === null ? null : total * pace_ms;
  const byRates =
    rates && Math.max(total / rates.requestsPerSecond, (calls.visits ?? 0) / rates.visitsPerSecond) * 1000;
  if (byPace === null && byRates === null) return null;
  return Math.round(Math.max(byPace ?? 0, byRates ?? 0));
}
