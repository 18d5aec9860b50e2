import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { createDatabase } from '@pulso/database';
import { systemClock } from '@pulso/domain';
import type { JobRun } from '@pulso/job-log';
import { createProcessMetrics } from '@pulso/jobs/operations';
import { createLogger, Secret } from '@pulso/runtime';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createServer } from '../../apps/api/src/create-server.ts';
import { logOfRun, watchRun } from '../../libs/jobs/src/telemetry/watch-run.ts';
import { type Line, readFilterPattern } from './match-filter-pattern.ts';
import { readTerraform } from './read-terraform.ts';

const lines: Line[] = [];
const log = createLogger({ app: 'test', level: 'info', to: { write: (line) => void lines.push(JSON.parse(line)) } });
const db = createDatabase({ url: 'postgresql://nobody@127.0.0.1:1/none', poolMax: 1, applicationName: 'test' });
const server = createServer({
  db,
  log,
  clock: systemClock,
  runner: {
    submit: () => Promise.reject(new Error('no run was expected')),
    watch: () => undefined,
    stop: async () => undefined,
  },
  settings: {
    database: 'external',
    source: 'mercadolivre',
    meli: null,
    jobsKeys: [new Secret('right')],
    freshnessPromise: { freshWithin_minutes: 120, staleAfter_minutes: 1560 },
    publicUrl: null,
    trustProxy: false,
  },
  sendMail: null,
  alertWays: [],
  // Nobody is connected here, nor signed in.
  auth: undefined as never,
  connections: undefined as never,
  metrics: createProcessMetrics({ app: 'api' }),
  applicationId: null,
  listPendingMigrations: () => Promise.resolve(['the-next-one']),
  webRoot: null,
});
const run = {
  jobLogId: 'a',
  tenantId: 'b',
  jobType: 'sync-mercadolivre',
  trigger: 'schedule',
  attempt: 1,
  slot: new Date(0),
};

let patterns: Record<string, string>;
beforeAll(async () => {
  const text = (await readTerraform()).texts['modules/monitoring/filters.tf'] ?? '';
  const found = text.matchAll(/^ {4}(\w+) += ("\{.*\}")$/gm);
  patterns = Object.fromEntries([...found].map(([, name, quoted]) => [name, JSON.parse(String(quoted))]));
});
afterAll(async () => {
  await server.close();
  await db.close();
});

/** The metrics that count one of the lines that the work writes. */
async function countedBy(work: () => unknown): Promise<string[]> {
  lines.length = 0;
  await work();
  expect(lines).not.toEqual([]);
  return Object.keys(patterns).filter((name) => lines.some(readFilterPattern(patterns[name] ?? '').matches));
}

const call = (method: 'GET' | 'POST', url: string, key?: string) => () =>
  server.inject({ method, url, headers: key === undefined ? {} : { 'x-internal-key': key } });
const end =
  (status: string, jobType = run.jobType) =>
  () =>
    watchRun({ log } as unknown as Parameters<typeof watchRun>[0], {
      run: { ...run, jobType } as unknown as JobRun,
    }).ended({
      status,
      durationMs: 5,
      errorCode: status === 'FAILED' ? 'database' : null,
    } as unknown as JobRun);

const SYNC = '/api/v1/jobs/sync-mercadolivre';

describe('what CloudWatch counts of the lines that the program writes', () => {
  it.each([
    ['a call of a job endpoint without a key', call('POST', SYNC), ['JobRefusals']],
    ['one with an old key', call('POST', '/api/v1/jobs/rebuild-daily-metrics', 'old'), ['JobRefusals']],
    ['a look at the runs with an old key', call('GET', '/api/v1/jobs?limit=1', 'old'), ['JobRefusals']],
    [
      'a look at one run with an old key',
      call('GET', '/api/v1/jobs/1b4e28ba-2fa1-41d2-883f-b9a761bde3fb', 'old'),
      ['JobRefusals'],
    ],
    ['a job endpoint that cannot work', call('POST', SYNC, 'right'), ['ServerErrors', 'JobServerErrors']],
    ['another page that cannot be answered', call('GET', '/readyz'), ['ServerErrors']],
    ['a page that is well', call('GET', '/healthz'), []],
    ['an endpoint that is none of the jobs, with an old key', call('GET', '/api/v1/freshness', 'old'), []],
    ['a sync that ended well', end('SUCCESS'), ['GoodSyncs']],
    ['a sync that read nearly everything', end('PARTIAL'), ['GoodSyncs']],
    ['a sync that had nothing to do', end('SKIPPED'), []],
    ['a sync that failed', end('FAILED'), ['FailedRuns']],
    ['a rebuild that ended well', end('SUCCESS', 'rebuild-daily-metrics'), []],
    ['a rebuild that failed', end('FAILED', 'rebuild-daily-metrics'), ['FailedRuns']],
  ])('%s', async (_, work, expected) => {
    expect(await countedBy(work)).toEqual(expected);
  });

  it('an attempt that another one follows', async () => {
    const message = 'trying again';
    const source = readFileSync(join(import.meta.dirname, '../../libs/jobs/src/runner/run-to-end.ts'), 'utf8');
    expect(source).toContain(`'${message}'`);
    expect(await countedBy(() => logOfRun(log, { run }).warn({ continuedBy: 'c' }, message))).toEqual(['RetriedRuns']);
  });

  it('a run carries the id of its row, which Logs Insights shows', async () => {
    await countedBy(end('SUCCESS'));
    const query = (await readTerraform()).texts['modules/monitoring/dashboard.tf']?.match(
      /"fields @timestamp, ([^|]+) \|/,
    )?.[1];
    const fields = query?.split(', ') ?? [];
    expect(fields).toContain('jobLogId');
    const written = Object.assign({ errorCode: '' }, ...lines);
    expect(fields.filter((field) => !(field in written))).toEqual([]);
  });
});

describe('a filter pattern', () => {
  it.each(['{ $.a = b }', '{ $.a =', 'ERROR', '{ $.a ~ "x" }', '{ $.a < 1 }', '{ ($.a = 1 }'])(
    'that nobody can read is refused: %s',
    (pattern) => {
      expect(() => readFilterPattern(pattern)).toThrow('cannot be read');
    },
  );

  it('binds and before or, and knows * only in texts', () => {
    const { matches, fields } = readFilterPattern('{ $.a = 1 || $.b = "x*" && $.c >= 2 }');
    expect(fields).toEqual(['a', 'b', 'c']);
    expect([{ a: 1 }, { b: 'xy', c: 2 }, { b: 'xy', c: 1 }, { b: 'yx', c: 2 }, { a: '1' }].map(matches)).toEqual([
      true,
      true,
      false,
      false,
      false,
    ]);
  });
});
