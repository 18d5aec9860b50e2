import { assertSchemaCurrent } from '@pulso/database';
import { listNoticedTenants } from '@pulso/sync';
import type { JobDeps } from '../job-deps.ts';
import type { JobRunner } from '../runner/create-job-runner.ts';
import { keepMissedFeedRead } from './keep-missed-feed-read.ts';
import { keepNoticesRead } from './keep-notices-read.ts';
import { readMissedFeed } from './read-missed-feed.ts';

/**
 * What the API and the scheduler both do about notices, so that neither needs the other: read those that wait, and those that Mercado
 * Livre could not deliver. On a schema that is behind neither is done (contract 1), until it is current. Never rejects.
 * @param options.wait waits that long, or until `signal` aborts
 * @param options.signal ends it
 */
export async function keepNotices(
  deps: JobDeps,
  {
    runner,
    wait,
    signal,
  }: { runner: JobRunner; wait: (ms: number, signal: AbortSignal) => Promise<void>; signal: AbortSignal },
): Promise<void> {
  const { db, clock, log } = deps;
  let isSchemaCurrent = false;
  const checkSchema = async () => {
    // One that was found complete stays so: migrations are only added.
    if (!isSchemaCurrent) await assertSchemaCurrent(db);
    isSchemaCurrent = true;
  };
  const listNoticed = async (before: Date) => {
    await checkSchema();
    return listNoticedTenants(db, before);
  };
  const read = async (slot: Date) => {
    await checkSchema();
    return readMissedFeed(deps, { slot, signal });
  };
  await Promise.all([
    keepNoticesRead({ listNoticed, runner, clock, log, wait, signal }),
    keepMissedFeedRead({ read, clock, log, wait, signal }),
  ]);
}
