import type { PoolUse } from '@pulso/database';
import type { OperationGauges } from './create-operation-gauges.ts';
import type { Operations } from './read-operations.ts';

/** As many tenants have series of their own; with more of them, ages are told by source alone. */
const TENANTS_TOLD_MAX = 100;

/**
 * Sets every figure anew; what is not known has no series.
 * @param operations null = the database did not answer in time
 */
export function setOperationGauges(
  gauges: OperationGauges,
  operations: Operations | null,
  { pool, now }: { pool: PoolUse; now: Date },
): void {
  for (const one of Object.values(gauges)) one.reset();
  const { isUp, runs, notices, ages } = operations ?? { isUp: false, runs: null, notices: null, ages: null };
  gauges.up.set(isUp ? 1 : 0);
  gauges.connections.set({ state: 'used' }, pool.used);
  gauges.connections.set({ state: 'idle' }, pool.idle);
  gauges.connectionsMax.set(pool.max);
  gauges.waiting.set(pool.waiting);
  for (const one of runs?.ended ?? []) {
    gauges.ended.set({ job: one.jobType, status: one.status, error_code: one.errorCode }, one.runs);
  }
  for (const one of runs?.living ?? []) gauges.living.set({ job: one.jobType, status: one.status }, one.runs);
  for (const one of runs?.lastGood ?? []) gauges.lastGood.set({ job: one.jobType }, one.at.getTime() / 1000);
  if (notices) {
    gauges.notices.set(notices.waiting);
    gauges.noticeAge.set(notices.oldestAt ? secondsSince(notices.oldestAt, now) : 0);
  } else {
    // A gauge without labels is 0 when it is reset, and unknown is not zero.
    gauges.notices.remove();
    gauges.noticeAge.remove();
  }
  if (ages) setAges(gauges, ages, now);
}

function setAges(gauges: OperationGauges, ages: NonNullable<Operations['ages']>, now: Date): void {
  const active = ages.filter((one) => !one.isPaused && one.sources.length > 0);
  for (const freshness of ['fresh', 'late', 'stale', 'never'] as const) {
    gauges.tenants.set({ freshness }, active.filter((one) => one.status === freshness).length);
  }
  const oldest = new Map<string, number>();
  for (const { tenantId, sources } of active) {
    // A tenant may have several connections; its data are as old as the oldest of them.
    const own = new Map<string, number>();
    for (const { source, coveredThrough } of sources) {
      if (coveredThrough === null) continue;
      const age = secondsSince(new Date(coveredThrough), now);
      own.set(source, Math.max(own.get(source) ?? 0, age));
      oldest.set(source, Math.max(oldest.get(source) ?? 0, age));
    }
    if (active.length > TENANTS_TOLD_MAX) continue;
    for (const [source, age] of own) gauges.age.set({ tenant_id: tenantId, source }, age);
  }
  for (const [source, age] of oldest) gauges.ageMax.set({ source }, age);
}

function secondsSince(instant: Date, now: Date): number {
  return Math.max(0, (now.getTime() - instant.getTime()) / 1000);
}
