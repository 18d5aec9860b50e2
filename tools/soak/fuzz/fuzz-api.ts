import assert from 'node:assert/strict';
import { AppError } from '@pulso/domain';
import { openJobRun } from '@pulso/job-log';
import type { JobRunner } from '@pulso/jobs';
import { Secret } from '@pulso/runtime';
import type { ApiSettings } from '../../../apps/api/src/api-deps.ts';
import { APPLICATION, KEY, NOW, startTestApi, type TestApi } from '../../../apps/api/src/testing/start-test-api.ts';
import { appRouter } from '../../../apps/api/src/trpc/router.ts';
import { readContents } from '../../../libs/jobs/src/testing/read-contents.ts';
import type { Draw } from '../draw.ts';
import { drawRequest, type FuzzTarget } from './draw-request.ts';
import { sendRaw } from './send-raw.ts';

const meli: ApiSettings['meli'] = {
  apiUrl: 'http://127.0.0.1:9',
  authUrl: 'http://127.0.0.1:9',
  clientId: APPLICATION,
  clientSecret: new Secret('secret-of-the-application'),
  redirectUri: 'https://pulso.example/api/v1/mercadolivre/callback',
};
/** At a time. */
const CALLERS = 8;
const WITHIN_MS = 15_000;
const FOLLOW_FOR_MS = 100;
/** All of them come from one address; what waits for its turn would be looked into by nobody. */
const NEVER_ENOUGH = { most: 1_000_000, per_seconds: 60 };
/** Whoever gets as far as asking for a run, with the right key, would have one. */
const nobodyRuns: JobRunner = {
  submit: () => Promise.reject(new AppError('database_unavailable', 'No run begins here')),
  watch: () => undefined,
  stop: async () => undefined,
};
const UNHAPPY = /\bat .{1,80}\.(ts|js|mjs):\d+|node_modules|postgres(ql)?:\/\//;

/**
 * Sends what strangers and their scanners send, at every address. Whatever it is, it is answered in time, never with a failure of ours, without
 * a word of our insides; and a stranger makes nothing be written. A fourth of it comes from somebody who is signed in.
 */
export async function fuzzApi(draw: Draw, { requests }: { requests: number }): Promise<string> {
  const inside = Math.floor(requests / 4);
  // As it stands on the internet: nobody is signed in by where they sit.
  const strangers = await fuzzAs(draw, {
    requests: requests - inside,
    settings: { meli, database: 'external', source: 'mercadolivre' },
    mayWrite: false,
  });
  const people = await fuzzAs(draw, { requests: inside, settings: { meli }, mayWrite: true });
  return `strangers: ${strangers}; signed in: ${people}`;
}

async function fuzzAs(
  draw: Draw,
  { requests, settings, mayWrite }: { requests: number; settings: Partial<ApiSettings>; mayWrite: boolean },
): Promise<string> {
  const api = await startTestApi({
    settings,
    runner: () => nobodyRuns,
    refusals: NEVER_ENOUGH,
    followFor_ms: FOLLOW_FOR_MS,
  });
  try {
    const targets = await listTargets(api);
    const before = await readContents(api.database.db);
    const seen = new Map<number, number>();
    const host = `127.0.0.1:${api.port}`;
    for (let sent = 0; sent < requests; sent += CALLERS) {
      const batch = Array.from({ length: CALLERS }, () => drawRequest(draw, targets, { key: KEY, host }));
      const answers = await Promise.all(batch.map((bytes) => sendAndJudge(api.port, bytes)));
      for (const status of answers.flat()) seen.set(status, (seen.get(status) ?? 0) + 1);
    }
    if (!mayWrite) assert.deepEqual(await readContents(api.database.db), before, 'a stranger made the database write');
    assert.equal((await api.call('/healthz')).status, 200, 'it does not live any more');
    assert.ok(!api.log.join('\n').includes(KEY), 'the key is in the log');
    const counts = [...seen].toSorted(([one], [other]) => one - other).map(([status, count]) => `${status} ${count}×`);
    assert.ok(seen.has(200) && seen.has(400) && seen.has(404), `too little was reached: ${counts}`);
    return `${requests} requests to ${targets.length} addresses: ${counts.join(', ')}`;
  } finally {
    await api.close();
  }
}

async function listTargets(api: TestApi): Promise<FuzzTarget[]> {
  const { body } = await api.call('/api/v1/openapi.json');
  const { paths } = body as { paths: Record<string, object> };
  // One that goes on for as long as it is followed.
  const asked = { jobType: 'sync-mercadolivre', trigger: 'api', slot: null, params: {}, now: NOW } as const;
  const { jobLogId } = (await openJobRun(api.database.db, api.tenant.tenantId, asked)).run;
  const procedures = Object.keys(appRouter._def.procedures);
  return [
    ...Object.entries(paths).map(([path, of]) => ({ path, methods: Object.keys(of).map((one) => one.toUpperCase()) })),
    { path: `/trpc/jobs.follow?input=${encodeURIComponent(JSON.stringify({ jobLogId }))}`, methods: ['GET'] },
    ...procedures.map((name) => ({ path: `/trpc/${name}`, methods: ['GET', 'POST'] })),
    { path: `/trpc/${procedures.slice(0, 5).join(',')}?batch=1`, methods: ['GET', 'POST'] },
    { path: `/trpc/${Array.from({ length: 40 }, () => 'session.get').join(',')}?batch=1`, methods: ['GET', 'POST'] },
    ...['/', '/api', '/api/v1/nothing', '/assets/x.js', '/trpc/nothing', '/.env', '/.git/config'].map((path) => ({
      path,
      methods: ['GET'],
    })),
  ];
}

async function sendAndJudge(port: number, bytes: Buffer): Promise<number[]> {
  const { statuses, text } = await sendRaw(port, bytes, { within_ms: WITHIN_MS }).catch((error: unknown) => {
    throw new Error(`hangs: ${shown(bytes)}`, { cause: error });
  });
  for (const status of statuses) {
    assert.ok(status < 500 || status === 503, `${status} for ${shown(bytes)}\n${text.slice(0, 2000)}`);
  }
  assert.doesNotMatch(text, UNHAPPY, `tells of its insides to ${shown(bytes)}`);
  assert.ok(!text.includes(KEY), `tells the key to ${shown(bytes)}`);
  return statuses;
}

const shown = (bytes: Buffer): string => JSON.stringify(bytes.toString('latin1').slice(0, 1500));
