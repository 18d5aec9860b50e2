import { query } from '@pulso/database';
import type { openDashboard } from './open-dashboard.ts';

/** The zone in which the seller of these tests lives. */
export const ZONE = 'America/Sao_Paulo';

/** What the marketplace itself has, as the first sync of thirty days must have brought it; figures of newer days still move. */
export async function readTruth({ db, tenantId, simulator }: Awaited<ReturnType<typeof openDashboard>>) {
  const [first] = await query<{ at: Date }>(db, 'select min(started_at) as at from job_logs where tenant_id = $1', {
    bind: [tenantId],
  });
  return simulator.truth({ timeZone: ZONE, reads: [{ at: first?.at ?? new Date(), days: 30 }] });
}

/** A busy machine draws later; what is drawn in the end is what counts. */
export const PATIENCE = { timeout: 15_000 };

/** Both ends included. */
export const within = <Row extends { date: string }>(
  rows: readonly Row[],
  { from, to }: { from: string; to: string },
) => rows.filter(({ date }) => date >= from && date <= to);

/** What is null adds nothing. */
export const sum = <Row>(rows: readonly Row[], of: (row: Row) => number | null) =>
  rows.reduce((all, row) => all + (of(row) ?? 0), 0);

export const cents = (amount: string | null) => Math.round(Number(amount) * 100);
