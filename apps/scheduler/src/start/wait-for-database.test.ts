import { AppError, fixedClock } from '@pulso/domain';
import { createLogger } from '@pulso/runtime';
import { describe, expect, test } from 'vitest';
import { waitForDatabase } from './wait-for-database.ts';
import { watchOutage } from './watch-outage.ts';

const away = () => new AppError('database_unavailable', 'no connection to the server');

/** Waits that take no time, and the log lines that were written meanwhile. */
function openWatch() {
  const lines: { level: string; msg: string }[] = [];
  const waits_ms: number[] = [];
  const log = createLogger({ app: 'test', level: 'info', to: { write: (line) => void lines.push(JSON.parse(line)) } });
  const outage = watchOutage('the database', { log, clock: fixedClock(new Date('2026-11-23T12:00:00Z')) });
  const wait = (ms: number) => {
    waits_ms.push(ms);
    return Promise.resolve();
  };
  return { lines, waits_ms, outage, wait };
}

describe('a database that is away', () => {
  test('is waited for, longer each time up to a limit, and logged once per outage', async () => {
    const { lines, waits_ms, outage, wait } = openWatch();
    const { signal } = new AbortController();
    for (const failures of [7, 1]) {
      let left = failures;
      const check = () => (left-- > 0 ? Promise.reject(away()) : Promise.resolve());
      await waitForDatabase(check, { outage, wait, signal });
    }
    expect(waits_ms).toEqual([1000, 2000, 4000, 8000, 15_000, 15_000, 15_000, 1000]);
    expect(lines.map(({ level }) => level)).toEqual(['warn', 'info', 'warn', 'info']);
    expect(lines[1]?.msg).toContain('can be used again');
  });

  test('is not waited for any more once the process is told to stop', async () => {
    const { outage, waits_ms } = openWatch();
    const stop = new AbortController();
    const wait = (ms: number) => {
      waits_ms.push(ms);
      stop.abort();
      return Promise.resolve();
    };
    await waitForDatabase(() => Promise.reject(away()), { outage, wait, signal: stop.signal });
    expect(waits_ms).toHaveLength(1);
  });

  test('is something else than a schema that is behind, which no waiting heals', async () => {
    const { outage, wait, lines } = openWatch();
    const behind = new AppError('schema_behind', 'run: pulso db migrate');
    const { signal } = new AbortController();
    await expect(waitForDatabase(() => Promise.reject(behind), { outage, wait, signal })).rejects.toBe(behind);
    expect(lines).toEqual([]);
  });
});
