import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { startTestApi, type TestApi } from '../testing/start-test-api.ts';
import { keyAllowance } from './refusal-limit.ts';

const PATH = '/api/v1/jobs';
const MOST = 3;

let api: TestApi;
beforeAll(async () => {
  // One proxy is believed, so that a test can come from several addresses.
  api = await startTestApi({ settings: { trustProxy: 1 }, refusals: { most: MOST, per_seconds: 600 } });
});
afterAll(() => api.close());

let address = 0;
beforeEach(() => {
  address += 1;
});
const from = (last = address) => ({ 'x-forwarded-for': `203.0.113.${last}` });
const tryKey = (key: string | null, headers: Record<string, string> = from()) => api.call(PATH, { key, headers });
const tryOften = async () => {
  const statuses: number[] = [];
  for (let tried = 0; tried < MOST + 2; tried += 1) statuses.push((await tryKey(`guess ${tried}`)).status);
  return statuses;
};

describe('internal keys that are not valid', () => {
  test('are refused as ever, and after too many from one address with when to come back', async () => {
    expect(await tryOften()).toEqual([403, 403, 403, 429, 429]);
    const { headers, body } = await tryKey('another guess');
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(500);
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(body).toMatchObject({ type: 'urn:pulso:problem:too-many-attempts', status: 429 });
  });

  test('keep no valid one out, not even from the address that waits, and no other address', async () => {
    await tryOften();
    for (let again = 0; again < MOST + 2; again += 1) {
      expect((await api.call(PATH, { headers: from() })).status).toBe(200);
    }
    expect((await tryKey('guess', from(250))).status).toBe(403);
  });

  test('are not what a call without any key is: that one tries nothing out', async () => {
    for (let again = 0; again < MOST + 2; again += 1) expect((await tryKey(null)).status).toBe(401);
    expect((await tryKey('guess')).status).toBe(403);
  });

  test('are counted together however many come at the same instant, and on whichever path', async () => {
    const paths = [
      PATH,
      `${PATH}/sync-mercadolivre`,
      '/metrics',
      '/api/v1/freshness',
      `${PATH}/11111111-2222-4333-8444-555555555555`,
      PATH,
    ];
    const answers = await Promise.all(paths.map((path) => api.call(path, { key: 'guess', headers: from() })));
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([403, 403, 403, 429, 429, 429]);
  });

  test('may come thirty times in a minute, as from a program with an old one that asks every few seconds', () => {
    expect(keyAllowance).toEqual({ most: 30, per_seconds: 60 });
  });
});
