import { describe, expect, it } from 'vitest';
import { createMeliClient } from './create-meli-client.ts';
import { refreshTokens } from './oauth/request-tokens.ts';
import { failureOf, NOW, SELLER } from './testing/open-client.ts';
import { startAnswering } from './testing/start-answering.ts';
import { meBody, refusals } from './testing/wire-bodies.ts';
import { singleFlight, type TokenProvider } from './token-provider.ts';

describe('one key for many callers', () => {
  it('Q02 twenty calls with an expired key cause one renewal', async () => {
    const { url, asked } = await startAnswering(({ path, headers }) => {
      if (path === '/oauth/token') {
        const user_id = Number(SELLER);
        return { body: { access_token: 'key-2', expires_in: 21_600, user_id, refresh_token: 'TG-2' } };
      }
      return headers.authorization === 'Bearer key-2' ? { body: meBody } : refusals.invalidToken;
    });
    let held = 'key-1';
    const source: TokenProvider = {
      getAccessToken: async () => held,
      async replaceRejectedToken() {
        const given = { apiUrl: url, clientId: '1', clientSecret: 's', refreshToken: 'TG-1' };
        held = (await refreshTokens({ ...given, clock: { now: () => NOW } })).accessToken;
        return held;
      },
    };
    const client = createMeliClient({ apiUrl: url, tokens: singleFlight(source) });
    const sellers = await Promise.all(Array.from({ length: 20 }, () => client.users.getMe()));
    expect(sellers.every(({ id }) => id === SELLER)).toBe(true);
    expect(asked.filter(({ path }) => path === '/oauth/token')).toHaveLength(1);
  });

  it('Q02 who comes late with the old key gets the new one, not another renewal', async () => {
    const renewed: string[] = [];
    const tokens = singleFlight({
      getAccessToken: async () => 'key-1',
      replaceRejectedToken: async (rejected) => `${rejected}+${renewed.push(rejected)}`,
    });
    const second = await tokens.replaceRejectedToken('key-1');
    expect(await tokens.replaceRejectedToken('key-1')).toBe(second);
    const third = await tokens.replaceRejectedToken(second);
    expect(await tokens.replaceRejectedToken('key-1')).toBe(third);
    expect(renewed).toEqual(['key-1', second]);
  });

  it('a renewal that failed is not remembered', async () => {
    let tries = 0;
    const tokens = singleFlight({
      getAccessToken: async () => 'key-1',
      replaceRejectedToken: async () => {
        tries += 1;
        if (tries === 1) throw new Error('not now');
        return 'key-2';
      },
    });
    const failures = await Promise.all([1, 2, 3].map(() => failureOf(tokens.replaceRejectedToken('key-1'))));
    expect(failures.map(String)).toEqual(['Error: not now', 'Error: not now', 'Error: not now']);
    expect(await tokens.replaceRejectedToken('key-1')).toBe('key-2');
    expect(tries).toBe(2);
  });

  it('a caller that gives up leaves the others their answer', async () => {
    let answer: (key: string) => void = () => undefined;
    const tokens = singleFlight({
      getAccessToken: () => new Promise((resolve) => (answer = resolve)),
      replaceRejectedToken: async () => 'key-2',
    });
    const giveUp = new AbortController();
    const left = failureOf(tokens.getAccessToken(giveUp.signal));
    const stayed = tokens.getAccessToken();
    giveUp.abort();
    expect(await left).toMatchObject({ name: 'AbortError' });
    answer('key-1');
    expect(await stayed).toBe('key-1');
  });
});
