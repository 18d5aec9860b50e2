import { describe, expect, it } from 'vitest';
import { eachLimited } from './each-limited.ts';

/** Work that ends when the test says so. */
function openWork() {
  const begun: number[] = [];
  const ends = new Map<number, { well: () => void; badly: (error: Error) => void }>();
  const work = (input: number) => {
    begun.push(input);
    return new Promise<void>((well, badly) => ends.set(input, { well, badly }));
  };
  const settle = async (input: number, error?: Error) => {
    const end = ends.get(input);
    if (error) end?.badly(error);
    else end?.well();
    await new Promise<void>((resolve) => setImmediate(resolve));
  };
  return { begun, work, settle };
}

describe('work that is done a few at a time', () => {
  it('begins in order, never more than so many at once, the next when one ends', async () => {
    const { begun, work, settle } = openWork();
    const all = eachLimited([1, 2, 3, 4], 2, work);
    expect(begun).toEqual([1, 2]);
    await settle(2);
    expect(begun).toEqual([1, 2, 3]);
    await settle(1);
    expect(begun).toEqual([1, 2, 3, 4]);
    await settle(3);
    await settle(4);
    await expect(all).resolves.toBeUndefined();
  });

  it('that fails begins nothing more, waits for what is under way, and throws the first failure', async () => {
    const { begun, work, settle } = openWork();
    let outcome: unknown = 'still under way';
    const all = eachLimited([1, 2, 3, 4], 2, work).catch((error: unknown) => {
      outcome = error;
    });
    const first = new Error('first');
    await settle(1, first);
    expect(begun).toEqual([1, 2]);
    expect(outcome).toBe('still under way');
    await settle(2, new Error('second'));
    await all;
    expect(outcome).toBe(first);
  });

  it('that is none ends at once', async () => {
    const { begun, work } = openWork();
    await eachLimited([], 3, work);
    expect(begun).toEqual([]);
  });
});
