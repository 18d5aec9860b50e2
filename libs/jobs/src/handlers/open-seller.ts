import { type Connection, createTokenProvider } from '@pulso/connections';
import { createMeliClient, singleFlight } from '@pulso/meli-client';
import type { SyncContext } from '@pulso/sync';
import { watchCalls } from '../telemetry/watch-calls.ts';
import type { JobContext } from './job-handler.ts';
import type { UnknownStatuses } from './unknown-statuses.ts';

/**
 * What reading one seller's facts works with: a client with the seller's keys, inside the application's allowance.
 * @param job its log is the connection's own
 * @param options.unknown keeps the statuses that nobody has described
 * @param options.onCall told of every try of every call
 */
export function openSeller(
  job: JobContext,
  connection: Connection,
  { onCall, unknown }: { onCall: (call: { endpoint: string }) => void; unknown: UnknownStatuses },
): SyncContext {
  const { connectionId, tenantId, sellerId } = connection;
  const watch = watchCalls(job, connectionId);
  return {
    db: job.db,
    client: createMeliClient({
      apiUrl: job.connections.application.apiUrl,
      tokens: singleFlight(createTokenProvider(job.keysDb, tenantId, { connectionId, deps: job.connections })),
      budget: watch.budget,
      clock: job.clock,
      log: job.log,
      onCall(call) {
        onCall(call);
        watch.note(call);
      },
    }),
    tenantId,
    connectionId,
    sellerId,
    timeZone: job.tenant.timeZone,
    now: job.now,
    signal: job.signal,
    onProgress: (phase, done, total) => job.report({ phase, done, total }),
    onUnknownStatus: unknown.note,
  };
}
