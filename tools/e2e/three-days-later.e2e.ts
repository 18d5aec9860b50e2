import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createDatabase, query } from '@pulso/database';
import { afterAll, describe, expect, it } from 'vitest';
import { runNpmStart } from './run-npm-start.ts';

const DAY_MS = 86_400_000;
const dataDir = mkdtempSync(join(tmpdir(), 'pulso-start-'));
afterAll(() => rmSync(dataDir, { recursive: true, force: true }));

interface Snapshot {
  connections: string[];
  lastDay: string;
  orders: number;
  /** Cells that no later reading may change, by their key. */
  settled: Map<string, string>;
}

/** What another program sees in the tables of a running start. */
async function takeSnapshot(): Promise<Snapshot> {
  const { databaseUrl } = JSON.parse(readFileSync(join(dataDir, 'runtime.json'), 'utf8')) as { databaseUrl: string };
  const db = createDatabase({ url: databaseUrl, poolMax: 1, applicationName: 'e2e' });
  const connections = await query<{ status: string }>(db, 'select status from connections');
  const [totals] = await query<{ last_day: string; orders: number }>(
    db,
    'select max(date)::text as last_day, sum(orders)::int as orders from account_metrics_daily',
  );
  // Sales may still be cancelled or refunded; what was sold, and the visits, are final on a settled day.
  const rows = await query<{ listing_id: string; date: string }>(
    db,
    `select listing_id, date::text as date, visits, orders, units, gmv, price, stock
     from listing_metrics_daily where not provisional`,
  );
  await db.close();
  return {
    connections: connections.map((row) => row.status),
    lastDay: totals?.last_day ?? '',
    orders: totals?.orders ?? 0,
    settled: new Map(rows.map((row) => [`${row.listing_id} ${row.date}`, JSON.stringify(row)])),
  };
}

function expectThreeMoreDays(before: Snapshot, after: Snapshot): void {
  expect(after.connections).toEqual(['active']);
  expect(Date.parse(after.lastDay) - Date.parse(before.lastDay)).toBe(3 * DAY_MS);
  expect(after.orders).toBeGreaterThan(before.orders);
  const changed = [...before.settled].filter(([key, cells]) => after.settled.get(key) !== cells);
  expect(changed).toEqual([]);
}

describe('npm start over days', () => {
  let first: Snapshot;

  it('shows 30 days, then 120, says how long each took, and a second start prints the address and ends well', async () => {
    const running = runNpmStart({ dataDir });
    await running.line(/^30 dias prontos em \d+\.\d s/);
    await running.line(/^120 dias prontos em \d+\.\d s/);
    const address = /http:\S+/.exec(await running.line(/^Painel: http/))?.[0] ?? '';
    await running.line(/Ctrl-C encerra/);
    // The simulator tells the API of what happens from now on.
    const callback = `notices go to ${address}/api/v1/mercadolivre/notifications`;
    await expect.poll(() => readFileSync(join(dataDir, 'logs/simulator.log'), 'utf8')).toContain(callback);
    first = await takeSnapshot();
    expect(first.settled.size).toBeGreaterThan(60 * 100);

    const second = runNpmStart({ dataDir });
    expect(await second.line(/http:/)).toContain(address);
    await expect.poll(() => isAlive(second.pid)).toBe(false);
    expect(await running.interrupt()).toBe(0);
  });

  it('three days later goes on with the same connection, three more days of sales and no settled cell changed', async () => {
    const running = runNpmStart({ dataDir, shift_ms: 3 * DAY_MS });
    await running.line(/Ctrl-C encerra/);
    const later = await takeSnapshot();
    expectThreeMoreDays(first, later);
    first = later;
    await killEverything(running.pid);
  });

  it('does the same after everything was killed, the database included', async () => {
    const running = runNpmStart({ dataDir, shift_ms: 6 * DAY_MS });
    await running.line(/Ctrl-C encerra/);
    expectThreeMoreDays(first, await takeSnapshot());
    expect(await running.interrupt()).toBe(0);
  });
});

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}

async function killEverything(pid: number): Promise<void> {
  const postmaster = Number(readFileSync(join(dataDir, 'postgres/cluster/postmaster.pid'), 'utf8').split('\n')[0]);
  for (const one of [pid, postmaster]) process.kill(one, 'SIGKILL');
  await expect.poll(() => [pid, postmaster].filter(isAlive), { timeout: 10_000 }).toEqual([]);
}
