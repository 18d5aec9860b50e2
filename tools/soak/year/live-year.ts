import assert from 'node:assert/strict';
import { type ChildProcess, fork } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { query } from '@pulso/database';
import { getFreshness } from '@pulso/jobs';
import type { Draw } from '../draw.ts';
import { type HastyGround, openHastyGround } from '../open-hasty-ground.ts';
import type { YearAnswer, YearTurn } from './run-worker.ts';
import { slopeOf } from './slope-of.ts';

const AT = new Date('2026-01-02T09:00:00Z');
const DAY_MS = 86_400_000;
const LISTINGS = 10;
const ZONES = ['America/Sao_Paulo', 'America/Manaus', 'America/Mexico_City', 'Europe/Lisbon', 'America/New_York'];
const DAYS_BACK = 7;
/** Until then code and caches are still warming. */
const WARM_SHARE = 0.3;
/** What the heap may grow by in a whole year at the pace of the measured days, of what it holds. */
const GROWTH_MAX = 0.1;

/** Five companies live for a year with a sync a day: each is fresh after it, and neither the heap nor the connections of the process grow. */
export async function liveYear(draw: Draw, { days }: { days: number }): Promise<string> {
  const time = { now_ms: AT.getTime() };
  const ground = await openHastyGround({
    seed: `soak ${draw.whole(1, 1e9)}`,
    zones: ZONES,
    listings: LISTINGS,
    at: AT,
    clock: { now: () => new Date(time.now_ms) },
  });
  const worker = fork(join(import.meta.dirname, 'run-worker.ts'), {
    execArgv: ['--expose-gc'],
    env: ground.env,
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  try {
    await nextMessage(worker);
    const measured: { heap_bytes: number; connections: number }[] = [];
    for (let day = 0; day < days; day++) {
      time.now_ms = AT.getTime() + day * DAY_MS + draw.whole(0, DAY_MS / 2);
      measured.push(await liveDay(worker, ground, time.now_ms));
    }
    return tellGrowth(measured);
  } finally {
    if (worker.connected) worker.disconnect();
    if (worker.exitCode === null && worker.signalCode === null) await once(worker, 'exit');
    await ground.close();
  }
}

async function liveDay(worker: ChildProcess, { db, tenants, settings }: HastyGround, at_ms: number) {
  const turn: YearTurn = { at_ms, tenantIds: tenants.map(({ tenantId }) => tenantId), days: DAYS_BACK };
  worker.send(turn);
  const answer = (await nextMessage(worker)) as YearAnswer;
  const day = new Date(at_ms).toISOString();
  assert.deepEqual([...new Set(answer.statuses)], ['SUCCESS'], `the syncs of ${day} ended as ${answer.statuses}`);
  const notFresh = (await getFreshness(db, { promise: settings.freshnessPromise, now: new Date(at_ms) })).filter(
    ({ status }) => status !== 'fresh',
  );
  assert.deepEqual(notFresh, [], `not everybody is fresh on ${day}`);
  const [used] = await query<{ connections: number }>(
    db,
    `select count(*)::int as connections from pg_stat_activity where application_name = 'pulso year' and datname = current_database()`,
  );
  return { heap_bytes: answer.heap_bytes, connections: used?.connections ?? 0 };
}

/** @throws Error when the worker ends instead of answering */
async function nextMessage(worker: ChildProcess): Promise<unknown> {
  const over = new AbortController();
  const { signal } = over;
  const ended = once(worker, 'exit', { signal }).then(([code]) => {
    throw new Error(`the worker of the year ended with ${code}`);
  });
  try {
    const [message] = await Promise.race([once(worker, 'message', { signal }), ended]);
    return message;
  } finally {
    over.abort();
    ended.catch(() => undefined);
  }
}

function tellGrowth(measured: readonly { heap_bytes: number; connections: number }[]): string {
  const steady = measured.slice(Math.floor(measured.length * WARM_SHARE));
  const heap_mib = steady.map(({ heap_bytes }) => heap_bytes / 2 ** 20);
  const level_mib = heap_mib.reduce((sum, one) => sum + one, 0) / heap_mib.length;
  const perYear_mib = slopeOf(heap_mib) * 365;
  const connections = steady.map((one) => one.connections);
  const told = `heap ${level_mib.toFixed(1)} MiB, ${perYear_mib.toFixed(2)} MiB more in a year, ${Math.min(...connections)} to ${Math.max(...connections)} connections`;
  // A few days say nothing about a year.
  if (measured.length >= 100) {
    assert.ok(perYear_mib <= level_mib * GROWTH_MAX, `the heap grows: ${told}`);
    assert.ok(slopeOf(connections) * 365 < 1, `the connections grow: ${told}`);
  }
  return `${measured.length} days of ${ZONES.length} companies with ${LISTINGS} listings, fresh after each sync, ${told}`;
}
