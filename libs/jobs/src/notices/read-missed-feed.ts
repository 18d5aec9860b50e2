import { type Connection, createTokenProvider, listKeyHolders } from '@pulso/connections';
import { createMeliClient, singleFlight } from '@pulso/meli-client';
import {
  claimMissedFeed,
  endMissedFeed,
  forgetMissedNotices,
  keepMissedFeed,
  type MissedFeedClaim,
  storeMissedNotices,
} from '@pulso/sync';
import type { JobDeps } from '../job-deps.ts';
import { toRunError } from '../run-error.ts';

/** So many sellers are asked for their keys before a reading is given up. */
const HOLDERS_MAX = 3;

/** What a reading of the feed brought. */
export interface MissedFeedOutcome {
  /** Notices that nothing of ours had taken, named by the feed for the first time. */
  missed: number;
  /** Orders, listings and so on that wait to be read for them. */
  stored: number;
}

/**
 * Reads what Mercado Livre could not deliver to our callback within an hour (API document 8) and stores it like any notice; it is read
 * with the notices that wait. Whoever claims the slot reads, in whatever process. The feed is the application's, so any seller's
 * keys will do; one whose keys are refused is passed over.
 * @param options.slot nominal instant of the reading
 * @returns null when another process reads or has read for that slot, or when no seller is connected
 * @throws what the last seller's keys met with; the slot is then anybody's after five minutes
 */
export async function readMissedFeed(
  deps: JobDeps,
  { slot, signal }: { slot: Date; signal: AbortSignal },
): Promise<MissedFeedOutcome | null> {
  const { db, clock } = deps;
  const holders = await listKeyHolders(db, { limit: HOLDERS_MAX });
  if (holders.length === 0) return null;
  const claim = await claimMissedFeed(db, { applicationId: deps.connections.application.clientId, slot });
  if (claim === null) return null;
  const outcome = await readWithAny(deps, holders, { claim, signal });
  if (outcome === null) return null;
  await forgetMissedNotices(db, clock.now());
  await endMissedFeed(db, claim, { slot, now: clock.now() });
  return outcome;
}

async function readWithAny(
  deps: JobDeps,
  [holder, ...others]: readonly Connection[],
  options: { claim: MissedFeedClaim; signal: AbortSignal },
): Promise<MissedFeedOutcome | null> {
  if (!holder) return null;
  try {
    return await readWith(deps, holder, options);
  } catch (thrown) {
    const isOfThisSeller = ['reauthorisation_required', 'meli_refused'].includes(toRunError(thrown).code);
    if (!isOfThisSeller || others.length === 0) throw thrown;
    return readWithAny(deps, others, options);
  }
}

/** @returns null when the claim was lost on the way */
async function readWith(
  { db, clock, connections, budget }: JobDeps,
  { tenantId, connectionId }: Connection,
  { claim, signal }: { claim: MissedFeedClaim; signal: AbortSignal },
): Promise<MissedFeedOutcome | null> {
  const { missedFeeds } = createMeliClient({
    apiUrl: connections.application.apiUrl,
    tokens: singleFlight(createTokenProvider(db, tenantId, { connectionId, deps: connections })),
    budget,
    clock,
  });
  const outcome: MissedFeedOutcome = { missed: 0, stored: 0 };
  for await (const page of missedFeeds.list(claim.applicationId, { signal })) {
    if (!(await keepMissedFeed(db, claim))) return null;
    // The feed was asked for ours; a notice that does not say whose it is, is.
    const ours = page.filter(({ application_id }) => (application_id ?? claim.applicationId) === claim.applicationId);
    const { missed, stored } = await storeMissedNotices(db, ours, clock.now());
    outcome.missed += missed;
    outcome.stored += stored;
  }
  return outcome;
}
