import { describe, expect, it, vi } from 'vitest';
import { createQueryClient } from './create-query-client.ts';

const SESSION_KEY = [['session', 'get'], { type: 'query' }];
const failure = (code: string) => Object.assign(new Error(code), { data: { code, httpStatus: 400 } });

/** A client of somebody who is signed in. */
function openClient() {
  const client = createQueryClient();
  client.setQueryData(SESSION_KEY, { role: 'owner' });
  return { client, isAskedAgain: () => client.getQueryState(SESSION_KEY)?.isInvalidated };
}

describe('a session that ends while the page is open', () => {
  it('is looked at again when whatever is read is refused for want of it', async () => {
    const { client, isAskedAgain } = openClient();
    const read = { queryKey: [['overview', 'totals']], queryFn: () => Promise.reject(failure('UNAUTHORIZED')) };
    await expect(client.fetchQuery(read)).rejects.toThrow('UNAUTHORIZED');
    expect(isAskedAgain()).toBe(true);
  });

  it('is looked at again when a change is refused for want of it', async () => {
    const { client, isAskedAgain } = openClient();
    const change = client.getMutationCache().build(client, {
      mutationFn: () => Promise.reject(failure('UNAUTHORIZED')),
    });
    await expect(change.execute(undefined)).rejects.toThrow('UNAUTHORIZED');
    expect(isAskedAgain()).toBe(true);
  });

  it('is not asked for when something else goes wrong, nor again because it was refused itself', async () => {
    const { client } = openClient();
    const asksAgain = vi.spyOn(client, 'invalidateQueries');
    for (const [key, code] of [
      [[['overview', 'totals']], 'BAD_REQUEST'],
      [SESSION_KEY, 'UNAUTHORIZED'],
    ] as const) {
      const read = { queryKey: key, queryFn: () => Promise.reject(failure(code)), staleTime: 0 };
      await expect(client.fetchQuery(read)).rejects.toThrow(code);
      expect(asksAgain, code).not.toHaveBeenCalled();
    }
  });
});
