import { randomUUID } from 'node:crypto';
import { type Database, query, write } from '@pulso/database';

/** The right to read the application's feed of missed notices, for as long as it is kept up. */
export interface MissedFeedClaim {
  applicationId: string;
  claimId: string;
}

/** Longer than any page takes; for so long nobody tries again after a reading that failed or died. */
const LEASE_MS = 5 * 60_000;

/** A slot that lies so far ahead was noted by a clock that was wrong, and holds nobody back. */
const AHEAD_MS_MAX = 2 * 3_600_000;

/**
 * Takes the right to read the feed for a slot. One row decides: of all processes one has it, and a slot that was read is had by nobody again.
 * @param options.slot nominal instant, so that clocks that differ name the same hour alike
 * @returns null when another reads, or that slot or a later one was read
 */
export async function claimMissedFeed(
  db: Database,
  { applicationId, slot }: { applicationId: string; slot: Date },
): Promise<MissedFeedClaim | null> {
  const claimId = randomUUID();
  const claimed = await query(
    db,
    `insert into missed_feed_reads as r (application_id, claim_id, claimed_until)
     values ($1, $2, clock_timestamp() + make_interval(secs => $4::double precision / 1000))
     on conflict (application_id) do update set claim_id = excluded.claim_id, claimed_until = excluded.claimed_until
     where (r.claimed_until is null or r.claimed_until <= clock_timestamp())
       and (r.read_slot is null or r.read_slot < $3::timestamptz
         or r.read_slot > $3::timestamptz + make_interval(secs => $5::double precision / 1000))
     returning claim_id`,
    { bind: [applicationId, claimId, slot, LEASE_MS, AHEAD_MS_MAX] },
  );
  return claimed.length > 0 ? { applicationId, claimId } : null;
}

/** Holds the right for as long again. @returns false when it ran out and somebody else took it */
export async function keepMissedFeed(db: Database, { applicationId, claimId }: MissedFeedClaim): Promise<boolean> {
  const kept = await query(
    db,
    `update missed_feed_reads set claimed_until = clock_timestamp() + make_interval(secs => $3::double precision / 1000)
     where application_id = $1 and claim_id = $2 returning claim_id`,
    { bind: [applicationId, claimId, LEASE_MS] },
  );
  return kept.length > 0;
}

/** Notes that the feed was read to its end for that slot, and lets go of it. */
export async function endMissedFeed(
  db: Database,
  { applicationId, claimId }: MissedFeedClaim,
  { slot, now }: { slot: Date; now: Date },
): Promise<void> {
  await write(
    db,
    `update missed_feed_reads set read_slot = $3, read_at = $4, claim_id = null, claimed_until = null
     where application_id = $1 and claim_id = $2`,
    { bind: [applicationId, claimId, slot, now] },
  );
}
