import { type BusinessWindow, startOfBusinessDay } from '@pulso/domain';
import { readOrderCoverage, type Stretch } from '../coverage/read-coverage.ts';
import type { SyncContext } from '../sync-context.ts';

/** The stretches of a window's days up to now of which the seller's orders were never read, oldest first. */
export async function listUnreadStretches(context: SyncContext, window: BusinessWindow): Promise<Stretch[]> {
  const { db, tenantId, connectionId, timeZone, now } = context;
  const wanted = { from: startOfBusinessDay(window.from, timeZone), to: now };
  return (await readOrderCoverage(db, tenantId, { connectionId, wanted })).gaps;
}
