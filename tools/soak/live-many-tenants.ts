import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as pass } from 'node:timers/promises';
import { query } from '@pulso/database';
import { getFreshness, type TenantFreshness } from '@pulso/jobs';
import type { Draw } from './draw.ts';
import { type HastyGround, openHastyGround } from './open-hasty-ground.ts';

const AT = new Date('2026-11-19T10:20:00Z');
const MINUTE_MS = 60_000;
const LISTINGS = 10;
const ZONES = ['America/Sao_Paulo', 'America/Manaus', 'Europe/Lisbon'];
/** Within so many simulated minutes everybody has been read for the first time. */
const FIRST_MINUTES = 180;
const LOOK_MINUTES = 10;

/**
 * One copy of the scheduler keeps many tenants fresh for simulated hours, by the rule of contract 3 with the promise as it stands when nothing
 * is set. Time passes `factor` times as fast as it does, so what is shown holds for a machine that is so much slower, too.
 */
export async function liveManyTenants(
  draw: Draw,
  { tenants, hours, factor }: { tenants: number; hours: number; factor: number },
): Promise<string> {
  const zones = Array.from({ length: tenants }, (_, index) => ZONES[index % ZONES.length] ?? 'UTC');
  const ground = await openHastyGround({
    seed: `soak ${draw.whole(1, 1e9)}`,
    zones,
    listings: LISTINGS,
    at: AT,
    factor,
  });
  const minutes = (count: number) => pass((count * MINUTE_MS) / factor);
  const child = await ground.start();
  try {
    const begin = ground.clock.now();
    while (isAnyUnread(await look(ground))) {
      const gone_ms = ground.clock.now().getTime() - begin.getTime();
      assert.ok(gone_ms < FIRST_MINUTES * MINUTE_MS, `after ${FIRST_MINUTES} minutes not everybody has been read`);
      await minutes(1);
    }
    const end_ms = ground.clock.now().getTime() + hours * 60 * MINUTE_MS;
    let looks = 0;
    let oldest_ms = 0;
    while (ground.clock.now().getTime() < end_ms) {
      const now = ground.clock.now();
      const all = await look(ground);
      const notFresh = all.filter(({ status }) => status !== 'fresh');
      assert.deepEqual(notFresh.slice(0, 3), [], `${notFresh.length} tenants are not fresh at ${now.toISOString()}`);
      oldest_ms = Math.max(oldest_ms, ...all.map((one) => ageOfOrders(one, now)));
      looks += 1;
      await minutes(LOOK_MINUTES);
    }
    const [{ runs } = { runs: 0 }] = await query<{ runs: number }>(
      ground.db,
      'select count(*)::int as runs from job_logs',
    );
    return [
      `${tenants} tenants × ${LISTINGS} listings, ${hours} h at ${factor} times the speed`,
      `${runs} runs, ${ground.calls()} calls, fresh at each of ${looks} looks`,
      `orders at most ${Math.round(oldest_ms / MINUTE_MS)} minutes old`,
    ].join(', ');
  } finally {
    child.kill('SIGKILL');
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit');
    await ground.close();
  }
}

const look = ({ db, clock, settings }: HastyGround) =>
  getFreshness(db, { promise: settings.freshnessPromise, now: clock.now() });

const isAnyUnread = (all: readonly TenantFreshness[]): boolean => all.some(({ status }) => status === 'never');

function ageOfOrders({ sources }: TenantFreshness, now: Date): number {
  const through = sources.flatMap((one) =>
    one.source === 'orders' && one.coveredThrough ? Date.parse(one.coveredThrough) : [],
  );
  return now.getTime() - Math.min(...through);
}
