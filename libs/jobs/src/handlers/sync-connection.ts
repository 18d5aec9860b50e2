import { type Connection, setNickname } from '@pulso/connections';
import type { BusinessDay, BusinessWindow } from '@pulso/domain';
import { MeliAuthorizationError, MeliConfigurationError, MeliError } from '@pulso/meli-client';
import { countAnnounced, type SyncContext, type VisitsChoice } from '@pulso/sync';
import { toRunError } from '../run-error.ts';
import { announcePlan } from './announce-plan.ts';
import { chooseWanted } from './choose-wanted.ts';
import { type ConnectionOutcome, noOutcome } from './connection-outcome.ts';
import { countCalls } from './count-calls.ts';
import type { JobContext } from './job-handler.ts';
import { openSeller } from './open-seller.ts';
import { readSources } from './read-sources.ts';
import { collectUnknownStatuses } from './unknown-statuses.ts';

/**
 * Copies one seller's facts, as planned; the plan stands in the run's metadata before the first fact is read.
 * Never throws: one seller's trouble must not hold the others back.
 * @param options.window days whose orders have no gap in the end; the seller's history may go further back
 * @param options.announced the plans of the run so far, to which this one is added
 */
export async function syncConnection(
  run: JobContext,
  {
    connection,
    window,
    visits,
    announced = [],
  }: { connection: Connection; window: BusinessWindow; visits: VisitsChoice; announced?: object[] },
): Promise<ConnectionOutcome> {
  const { connectionId } = connection;
  const job = { ...run, log: run.log.child({ connectionId }) };
  const outcome = noOutcome(connectionId);
  const unknown = collectUnknownStatuses(connectionId);
  const calls = countCalls();
  const context = openSeller(job, connection, { onCall: calls.note, unknown });
  const touched = new Set<BusinessDay>();
  const began_ms = job.clock.now().getTime();
  try {
    const wanted = await chooseWanted(job, context, { connection, window, visits });
    await keepNickname(job, context);
    outcome.plan = await announcePlan(job, context, { wanted, announced });
    await readSources(context, { outcome, touched, wanted });
    outcome.announced = await countAnnounced(context);
  } catch (thrown) {
    outcome.failure = toRunError(thrown);
    job.log.warn({ err: thrown, errorCode: outcome.failure.code }, 'the sync of a connection ended early');
  }
  outcome.calls = calls.bySource();
  outcome.apiCalls = calls.total();
  outcome.duration_ms = job.clock.now().getTime() - began_ms;
  outcome.touchedDays = [...touched].sort();
  outcome.unknownStatuses = unknown.list();
  if (outcome.unknownStatuses.length > 0) {
    job.log.warn({ unknownStatuses: outcome.unknownStatuses }, 'Mercado Livre tells statuses that are not known');
  }
  return outcome;
}

/** The seller's name for the screen. Keys that are dead show here first; whatever else fails costs a name and not a sync. */
async function keepNickname(job: JobContext, { db, client, tenantId, connectionId }: SyncContext): Promise<void> {
  try {
    const { nickname } = await client.users.getMe({ signal: job.signal });
    if (nickname) await setNickname(db, tenantId, { connectionId, nickname });
  } catch (error) {
    const isWider = error instanceof MeliAuthorizationError || error instanceof MeliConfigurationError;
    if (!(error instanceof MeliError) || isWider) throw error;
    job.log.warn({ err: error }, "the seller's name could not be read");
  }
}
