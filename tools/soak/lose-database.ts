import assert from 'node:assert/strict';
import { once } from 'node:events';
import { setTimeout as pass, setInterval as ticks } from 'node:timers/promises';
import type { Draw } from './draw.ts';
import { DAYS, type Ground, JOBS_KEY, openGround } from './open-ground.ts';

const PATIENCE_MS = 90_000;

/** Takes the database away from a real API in the middle of a sync; while it is away callers are told so, and afterwards all is well. */
export async function loseDatabase(draw: Draw, { away_ms }: { away_ms: number }): Promise<string> {
  const ground = await openGround(draw);
  const api = ground.start(['apps/api/src/main.ts']);
  api.stdout?.resume();
  api.stderr?.resume();
  try {
    const [{ address }] = (await once(api, 'message')) as [{ address: string }];
    const call = callerOf(address, ground);
    const calls = ground.calls() + draw.whole(5, 150);
    assert.equal((await call('sync')).status, 202);
    await until(() => ground.calls() >= calls);
    ground.line.cut();
    const back_ms = performance.now() + away_ms;
    while (performance.now() < back_ms) {
      assert.equal((await call('/healthz')).status, 200);
      assert.equal((await call('/readyz')).status, 503);
      const refused = await call('sync');
      assert.equal(refused.status, 503);
      assert.ok(refused.headers.has('retry-after'));
      await pass(Math.min(1_000, away_ms / 3));
    }
    ground.line.restore();
    const returned_ms = performance.now();
    await until(async () => (await call('/readyz')).status === 200);
    await until(async () => {
      const { runs } = (await (await call('/api/v1/jobs?limit=50')).json()) as { runs: { status: string }[] };
      return runs.length > 0 && runs.every(({ status }) => !['QUEUED', 'RUNNING'].includes(status));
    });
    const settled_s = ((performance.now() - returned_ms) / 1000).toFixed(1);
    // Whatever became of the run in the middle, the next one converges.
    await ground.runToEnd(['apps/scheduler/src/main.ts', 'run', 'sync-mercadolivre', '--days-back', String(DAYS)]);
    assert.equal(api.exitCode, null, 'the API outlives its database');
    return `away for ${away_ms / 1000} s, in order ${settled_s} s after the return, ${await ground.expectInOrder()}`;
  } finally {
    if (api.exitCode === null) {
      api.kill('SIGKILL');
      await once(api, 'exit');
    }
    await ground.close();
  }
}

function callerOf(address: string, { tenantId }: Ground) {
  const headers = { 'x-internal-key': JOBS_KEY, 'content-type': 'application/json', prefer: 'respond-async' };
  return (path: string) =>
    path === 'sync'
      ? fetch(`${address}/api/v1/jobs/sync-mercadolivre`, {
          method: 'POST',
          headers,
          body: JSON.stringify({ tenantId, daysBack: DAYS }),
        })
      : fetch(`${address}${path}`, { headers });
}

async function until(isSo: () => boolean | Promise<boolean>): Promise<void> {
  const end_ms = performance.now() + PATIENCE_MS;
  for await (const _ of ticks(20)) {
    if (await isSo()) return;
    assert.ok(performance.now() < end_ms, `not so within ${PATIENCE_MS / 1000} s: ${isSo}`);
  }
}
