import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addConnection, createTenant } from '@pulso/connections';
import { query } from '@pulso/database';
import { createTestDatabase, type TestDatabase } from '@pulso/database/testing';
import { systemClock } from '@pulso/domain';
import { createJobRunner, type JobDeps, type JobRunner, openJobDeps } from '@pulso/jobs';
import { type Simulator, startSimulator } from '@pulso/meli-simulator';
import { createLogger, resolveSettings } from '@pulso/runtime';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { z } from 'zod';
import { runDueSlot } from '../start/run-due-slot.ts';
import { type HeldCalls, holdCalls } from '../testing/hold-calls.ts';
import { type ApiProgram, spawnApi } from '../testing/spawn-api.ts';
import { runScheduler } from '../testing/spawn-scheduler.ts';

const KEY = 'key-of-the-tests';
const log = createLogger({ app: 'test', level: 'silent' });
const Answer = z.looseObject({ jobLogId: z.string(), duplicate: z.boolean(), status: z.string() });

let database: TestDatabase;
let simulator: Simulator;
let door: HeldCalls;
let folder: string;
let api: ApiProgram;
let tenantId: string;
let copies: { deps: JobDeps; runner: JobRunner; close(): Promise<void> }[];

const env = () => ({
  DATABASE_URL: database.url,
  TOKEN_ENCRYPTION_KEY: key,
  INTERNAL_JOBS_KEY: KEY,
  MELI_API_URL: door.url,
  MELI_AUTH_URL: door.url,
  MELI_CLIENT_ID: simulator.clientId,
  MELI_CLIENT_SECRET: simulator.clientSecret,
  MELI_REQUESTS_PER_SECOND: '500',
  MELI_VISITS_PER_SECOND: '500',
  LOG_LEVEL: 'error',
});
const key = randomBytes(32).toString('base64');
const openCopy = async () =>
  openJobDeps({ settings: await resolveSettings(env()), clock: systemClock, log, applicationName: 'a copy' });

beforeAll(async () => {
  database = await createTestDatabase();
  simulator = await startSimulator({ world: { listings: 5, ordersPerDay: 2 } });
  door = await holdCalls(simulator.url);
  folder = await mkdtemp(join(tmpdir(), 'pulso-triggers-'));
  const { deps, close } = await openCopy();
  tenantId = (await createTenant(deps.db, { name: 'Loja', now: new Date() })).tenantId;
  const refreshToken = await simulator.issueRefreshToken(simulator.sellers[0]?.sellerId ?? '');
  await addConnection(deps.db, tenantId, { refreshToken, deps: deps.connections });
  await close();
  api = await spawnApi(env(), folder);
  const opened = await Promise.all([openCopy(), openCopy(), openCopy()]);
  copies = opened.map(({ deps: own, close: end }) => ({ deps: own, runner: createJobRunner(own), close: end }));
});
afterAll(async () => {
  door.open();
  for (const { runner, close } of copies) {
    await runner.stop();
    await close();
  }
  api.child.kill('SIGTERM');
  await once(api.child, 'exit');
  door.end();
  await simulator.close();
  await database.drop();
  await rm(folder, { recursive: true });
});
beforeEach(() => query(database.db, 'delete from job_logs'));

async function post(fields: object, { waits = false } = {}) {
  const answer = await fetch(`${api.address}/api/v1/jobs/sync-mercadolivre`, {
    method: 'POST',
    headers: {
      'x-internal-key': KEY,
      'content-type': 'application/json',
      ...(waits ? {} : { prefer: 'respond-async' }),
    },
    body: JSON.stringify({ tenantId, ...fields }),
  });
  return { code: answer.status, ...Answer.parse(await answer.json()) };
}

/** As `scheduler start` does with a due slot; tells what the runner told it. */
async function claim({ deps, runner }: { deps: JobDeps; runner: JobRunner }, slot: Date) {
  const told: { jobLogId: string; duplicate: boolean }[] = [];
  const listening: JobRunner = {
    ...runner,
    async submit(request) {
      const submitted = await runner.submit(request);
      told.push({ jobLogId: submitted.run.jobLogId, duplicate: submitted.duplicate });
      return submitted;
    },
  };
  const due = { tenantId, timeZone: 'America/Sao_Paulo', slot, coveredSlots: [] };
  await runDueSlot(
    { ...due, jobType: 'sync-mercadolivre', schedule: 'nightly', trigger: 'schedule' },
    { db: deps.db, clock: deps.clock, runner: listening, log, onEnded: () => undefined },
  );
  return told;
}

const rows = () =>
  query<{ id: string; status: string; attempt: number; metadata: Record<string, unknown>; began: Date; ended: Date }>(
    database.db,
    `select id, status, attempt, metadata, started_at as began, completed_at as ended from job_logs order by created_at, id`,
  );
/** The three copies take turns. */
function copyOf(index: number) {
  const copy = copies[index % copies.length];
  if (!copy) throw new Error('no copy of the scheduler runs');
  return copy;
}
const times = <Value>(count: number, make: (index: number) => Value) =>
  Array.from({ length: count }, (_, i) => make(i));
describe('one slot, wanted by a thousand at once', () => {
  test('900 over HTTP, 90 claims of three scheduler copies and 10 command lines are one run, and everybody is told which', async () => {
    const slot = new Date(Math.floor(Date.now() / 60_000) * 60_000);
    const readsBefore = simulator.counters()['GET /users/me'] ?? 0;
    door.close();
    const args = ['run', 'sync-mercadolivre', '--tenant', tenantId, '--slot', slot.toISOString()];
    const commands = times(10, () => runScheduler(args, env(), folder));
    const patient = times(450, () => post({ slot }, { waits: true }));
    const hasty = times(450, () => post({ slot }));
    const claims = times(90, (index) => claim(copyOf(index), slot));

    const told = await Promise.all(hasty);
    expect(new Set(told.map(({ code }) => code))).toEqual(new Set([202]));
    door.open();
    const ended = await Promise.all(patient);
    expect(new Set(ended.map(({ code }) => code))).toEqual(new Set([200]));
    const claimed = (await Promise.all(claims)).flat();
    const lines = (await Promise.all(commands)).map(({ code, lines: [outcome] }) => ({
      code,
      ...Answer.parse(outcome),
    }));
    expect(lines.map(({ code }) => code)).toEqual(times(10, () => 0));

    const all = [...told, ...ended, ...claimed, ...lines];
    expect(all).toHaveLength(1_000);
    const [only, ...more] = await rows();
    expect(more).toEqual([]);
    expect(only).toMatchObject({ status: 'SUCCESS', attempt: 1 });
    expect(new Set(all.map(({ jobLogId }) => jobLogId))).toEqual(new Set([only?.id]));
    expect(all.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    expect((simulator.counters()['GET /users/me'] ?? 0) - readsBefore).toBe(1);
  });
});

describe('requests over HTTP while a run works', () => {
  test('twenty without slot are one run, a wider window has its turn after it, and of two slots the later ends covered', async () => {
    door.close();
    const joined = await Promise.all(times(20, () => post({ daysBack: 3 })));
    expect(new Set(joined.map(({ jobLogId }) => jobLogId)).size).toBe(1);
    expect(joined.filter(({ duplicate }) => !duplicate)).toHaveLength(1);
    const narrow = joined[0]?.jobLogId;
    const wide = await post({ daysBack: 9 });
    expect(wide).toMatchObject({ duplicate: false, status: 'QUEUED' });
    const minute = Math.floor(Date.now() / 60_000) * 60_000;
    const slots = await Promise.all(
      times(2, (index) => post({ daysBack: 12, slot: new Date(minute - index * 60_000) })),
    );
    expect(slots.map(({ duplicate }) => duplicate)).toEqual([false, false]);
    expect(await rows()).toHaveLength(4);
    door.open();
    const open = async () => (await rows()).filter((run) => run.ended === null).length;
    await expect.poll(open, { timeout: 30_000, interval: 100 }).toBe(0);

    const runs = new Map((await rows()).map((run) => [run.id, run]));
    const first = runs.get(narrow ?? '');
    expect(first?.status).toBe('SUCCESS');
    for (const id of [wide.jobLogId, ...slots.map(({ jobLogId }) => jobLogId)]) {
      expect(runs.get(id)?.began.getTime()).toBeGreaterThanOrEqual(first?.ended.getTime() ?? Infinity);
    }
    const [done, skipped] = ['SUCCESS', 'SKIPPED'].map((status) =>
      slots.map(({ jobLogId }) => runs.get(jobLogId)).find((run) => run?.status === status),
    );
    expect(skipped?.metadata).toMatchObject({ reason: 'covered', coveredBy: done?.id });
  });
});
