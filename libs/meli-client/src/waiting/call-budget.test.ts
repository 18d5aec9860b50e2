import { describe, expect, it } from 'vitest';
import { failureOf } from '../testing/open-client.ts';
import { type CallKind, createMemoryBudget } from './call-budget.ts';

/** An allowance whose time is moved by its waits: each call goes at the instant that is noted. */
function openBudget(rates: { requestsPerSecond: number; visitsPerSecond: number }) {
  let now_ms = 0;
  const sleepers: { at_ms: number; wake: () => void }[] = [];
  const budget = createMemoryBudget(rates, {
    now_ms: () => now_ms,
    wait: (ms) => new Promise<void>((wake) => sleepers.push({ at_ms: now_ms + ms, wake })),
  });
  const settle = () => new Promise((resolve) => setImmediate(resolve));
  return {
    async runAll(kinds: readonly CallKind[]) {
      const went: { kind: CallKind; at_ms: number }[] = [];
      for (const kind of kinds) void budget.take(kind).then(() => went.push({ kind, at_ms: now_ms }));
      for (await settle(); sleepers.length > 0; await settle()) {
        sleepers.sort((one, other) => one.at_ms - other.at_ms);
        const [next] = sleepers.splice(0, 1);
        now_ms = Math.max(now_ms, next?.at_ms ?? 0);
        next?.wake();
      }
      return went;
    },
    passTo(instant_ms: number) {
      now_ms = instant_ms;
    },
  };
}

const times = (count: number, kind: CallKind): CallKind[] => Array.from({ length: count }, () => kind);
const mostInOneSecond = (instants_ms: readonly number[]) =>
  Math.max(...instants_ms.map((from) => instants_ms.filter((at) => at >= from && at < from + 1000).length));

describe('the allowance of calls', () => {
  it('paces calls evenly, in the order of asking', async () => {
    const went = await openBudget({ requestsPerSecond: 10, visitsPerSecond: 4 }).runAll(times(4, 'general'));
    expect(went.map(({ at_ms }) => Math.round(at_ms))).toEqual([0, 100, 200, 300]);
  });

  it('lets a late timer catch up a tenth of a second and no more', async () => {
    const budget = openBudget({ requestsPerSecond: 100, visitsPerSecond: 100 });
    await budget.runAll(times(1, 'general'));
    budget.passTo(60_000);
    const went = await budget.runAll(times(15, 'general'));
    expect(went.filter(({ at_ms }) => at_ms === 60_000)).toHaveLength(10);
  });

  it('Q64 keeps visits to their own rate, and all calls together to the whole', async () => {
    const budget = openBudget({ requestsPerSecond: 10, visitsPerSecond: 4 });
    const went = await budget.runAll([...times(60, 'visits'), ...times(100, 'general')]);
    expect(went).toHaveLength(160);
    expect(mostInOneSecond(went.filter(({ kind }) => kind === 'visits').map(({ at_ms }) => at_ms))).toBeLessThanOrEqual(
      5,
    );
    expect(mostInOneSecond(went.map(({ at_ms }) => at_ms))).toBeLessThanOrEqual(11);
  });

  it('Q64 a queue of visits holds other calls back no longer than the visits that really go', async () => {
    const budget = openBudget({ requestsPerSecond: 10, visitsPerSecond: 1 });
    const went = await budget.runAll([...times(100, 'visits'), 'general']);
    expect(went.find(({ kind }) => kind === 'general')?.at_ms).toBeLessThanOrEqual(100);
  });

  it('refuses a rate that lets nothing through, and a caller that has given up', async () => {
    expect(() => createMemoryBudget({ requestsPerSecond: 0, visitsPerSecond: 1 })).toThrow(/above 0/);
    expect(() => createMemoryBudget({ requestsPerSecond: 1, visitsPerSecond: Number.NaN })).toThrow(/above 0/);
    const budget = createMemoryBudget({ requestsPerSecond: 1, visitsPerSecond: 1 });
    expect(await failureOf(budget.take('general', AbortSignal.abort()))).toMatchObject({ name: 'AbortError' });
  });

  it('a caller that gives up while waiting is let go', async () => {
    const budget = createMemoryBudget({ requestsPerSecond: 0.001, visitsPerSecond: 1 });
    await budget.take('general');
    const giveUp = new AbortController();
    const waiting = failureOf(budget.take('general', giveUp.signal));
    giveUp.abort();
    expect(await waiting).toMatchObject({ name: 'AbortError' });
  });
});
