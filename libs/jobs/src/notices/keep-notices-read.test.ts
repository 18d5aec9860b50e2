import type { JobRun } from '@pulso/job-log';
import { createLogger } from '@pulso/runtime';
import { expect, it } from 'vitest';
import type { JobRunner } from '../runner/create-job-runner.ts';
import { keepNoticesRead } from './keep-notices-read.ts';

const NOW = new Date('2026-11-23T12:00:00Z');

/** Looks as often as there are answers, and notes which tenants' notices were read. */
async function look(answers: (string[] | Error)[], finished: (tenantId: string) => Promise<JobRun>) {
  const read: string[] = [];
  const asked: string[] = [];
  const stop = new AbortController();
  const runner: JobRunner = {
    async submit({ tenantId, jobType, trigger }) {
      read.push(`${jobType} ${trigger} ${tenantId}`);
      return { run: {} as JobRun, duplicate: false, finished: finished(tenantId) };
    },
    watch: () => undefined,
    stop: () => Promise.resolve(),
  };
  await keepNoticesRead({
    listNoticed: async (before) => {
      asked.push(before.toISOString());
      const answer = answers.shift() ?? [];
      if (answer instanceof Error) throw answer;
      return answer;
    },
    runner,
    clock: { now: () => NOW },
    log: createLogger({ app: 'test', level: 'silent' }),
    wait: async () => {
      if (answers.length === 0) stop.abort();
    },
    signal: stop.signal,
  });
  return { read, asked };
}

it('notices that the API left behind are read, for each tenant once at a time', async () => {
  const never = new Promise<JobRun>(() => undefined);
  const { read, asked } = await look(
    [
      ['a', 'b'],
      ['a', 'b'],
    ],
    (tenantId) => (tenantId === 'a' ? never : Promise.resolve({} as JobRun)),
  );
  expect(asked[0]).toBe('2026-11-23T11:59:40.000Z');
  expect(read).toEqual(['read-notices webhook a', 'read-notices webhook b', 'read-notices webhook b']);
});

it('a database that is away, or a run that fails, ends nothing: waiting notices are looked for again', async () => {
  const { read } = await look([new Error('away'), ['a'], ['a']], () => Promise.reject(new Error('failed')));
  expect(read).toEqual(['read-notices webhook a', 'read-notices webhook a']);
});
