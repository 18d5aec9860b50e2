import { type Database, query, readSql } from '@pulso/database';
import {
  type BudgetRates,
  type BudgetTiming,
  type CallBudget,
  type CallKind,
  systemBudgetTiming,
} from '@pulso/meli-client';
import { createLease, type Lease } from './create-lease.ts';

const sql = readSql(new URL('./draw-lease.sql', import.meta.url));

/**
 * The application's allowance, shared by all its processes through the database: each draws a small lease of the next instants and spaces
 * its own calls by it, one statement for ten calls or more. Visits have a rate of their own and count towards the whole; one
 * statement draws both. Callers are served in the order of asking, and as a client has three calls in flight per seller, no seller
 * holds the others back.
 *
 * @param options.applicationId asked for with the first call; the allowance is Mercado Livre's, per application
 * @param options.rates calls per second (contract 2)
 * @returns a budget whose `take` throws AppError `database_unavailable` while the database is away: then nobody calls
 */
export function createSharedBudget(
  db: Database,
  {
    applicationId,
    rates,
    timing = systemBudgetTiming,
  }: { applicationId: () => string; rates: BudgetRates; timing?: BudgetTiming },
): CallBudget {
  const leases: Record<CallKind, Lease> = {
    general: createLease(rates.requestsPerSecond),
    visits: createLease(rates.visitsPerSecond),
  };
  let drawing: Promise<void> | null = null;

  const draw = async (kinds: readonly CallKind[]) => {
    const bind = [applicationId(), kinds, kinds.map((kind) => leases[kind].length_ms)];
    const rows = await query<{ kind: CallKind; until_ms: number }>(db, sql, { bind });
    for (const { kind, until_ms } of rows) leases[kind].renew(timing.now_ms() + until_ms);
  };
  /** Whoever finds a lease used up while another draws looks again after that. */
  const next_ms = async (kind: CallKind, signal: AbortSignal | undefined): Promise<number> => {
    for (;;) {
      signal?.throwIfAborted();
      const instant_ms = leases[kind].take(timing.now_ms());
      if (instant_ms !== null) return instant_ms;
      const kinds =
        kind === 'visits' && leases.general.isUsedUp(timing.now_ms()) ? (['general', 'visits'] as const) : [kind];
      drawing ??= draw(kinds).finally(() => {
        drawing = null;
      });
      await drawing;
    }
  };
  const waitFor = async (kind: CallKind, signal: AbortSignal | undefined) => {
    const wait_ms = (await next_ms(kind, signal)) - timing.now_ms();
    if (wait_ms > 0) await timing.wait(wait_ms, signal);
  };
  return {
    rates,
    async take(kind, signal) {
      if (kind === 'visits') await waitFor('visits', signal);
      await waitFor('general', signal);
    },
  };
}
