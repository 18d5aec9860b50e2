import type { RunRequest } from './read-run-request.ts';
import { type RunTools, runTenant } from './run-tenant.ts';
import type { Outcome } from './to-outcome.ts';

/**
 * Runs the job for each tenant, `request.concurrency` of them at a time, so that a slow one holds nobody back.
 *
 * @param options.freshIds tenants that `--if-stale` leaves out: they get an outcome and no row
 * @param options.onEnded told of each outcome as it comes
 * @returns the outcomes in the order of their ends; fewer than tenants when the command was told to stop
 */
export async function runTenants(
  tools: RunTools,
  request: RunRequest,
  {
    tenantIds,
    freshIds,
    onEnded,
  }: { tenantIds: readonly string[]; freshIds: ReadonlySet<string>; onEnded: (outcome: Outcome) => void },
): Promise<Outcome[]> {
  const outcomes: Outcome[] = [];
  const queue = [...tenantIds];
  const work = async () => {
    while (!tools.signal.aborted) {
      const tenantId = queue.shift();
      if (tenantId === undefined) return;
      const outcome: Outcome = freshIds.has(tenantId)
        ? { tenantId, success: true, status: 'SKIPPED', reason: 'fresh' }
        : await runTenant(tools, request, tenantId);
      outcomes.push(outcome);
      onEnded(outcome);
    }
  };
  await Promise.all(Array.from({ length: Math.min(request.concurrency, queue.length) }, work));
  return outcomes;
}
