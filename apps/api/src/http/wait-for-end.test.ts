import { expect, test } from 'vitest';
import { waitForEnd } from './wait-for-end.ts';

const never = new Promise<string>(() => {});

test('waiting ends with the value when it comes in time', async () => {
  expect(await waitForEnd(Promise.resolve('done'), { limit_ms: 60_000, signals: [] })).toBe('done');
});

test('waiting ends with nothing at the limit, at a signal, and at a signal that came before', async () => {
  expect(await waitForEnd(never, { limit_ms: 1, signals: [] })).toBeNull();
  const signal = new AbortController();
  const waiting = waitForEnd(never, { limit_ms: 60_000, signals: [signal.signal] });
  signal.abort();
  expect(await waiting).toBeNull();
  expect(await waitForEnd(never, { limit_ms: 60_000, signals: [AbortSignal.abort()] })).toBeNull();
});

test('waiting fails when what is waited for fails', async () => {
  await expect(waitForEnd(Promise.reject(new Error('broken')), { limit_ms: 60_000, signals: [] })).rejects.toThrow(
    'broken',
  );
});
