import { createLogger } from '@pulso/runtime';
import { expect, it } from 'vitest';
import { keepMissedFeedRead } from './keep-missed-feed-read.ts';

/** Looks once a minute for so long, and notes which slots were asked for. */
async function look({ from, minutes, fails = false }: { from: string; minutes: number; fails?: boolean }) {
  const stop = new AbortController();
  let now_ms = Date.parse(from);
  let left = minutes;
  const slots: string[] = [];
  await keepMissedFeedRead({
    read: async (slot) => {
      slots.push(slot.toISOString().slice(11, 16));
      if (fails) throw new Error('away');
      return { missed: 1, stored: 1 };
    },
    clock: { now: () => new Date(now_ms) },
    log: createLogger({ app: 'test', level: 'silent' }),
    wait: async (ms) => {
      now_ms += ms;
      left -= ms / 60_000;
      if (left <= 0) stop.abort();
    },
    signal: stop.signal,
  });
  return slots;
}

it('a process that starts asks at once, and then for every hour by its nominal instant', async () => {
  const slots = await look({ from: '2026-11-23T10:38:20Z', minutes: 85 });
  expect([...new Set(slots)]).toEqual(['10:35', '10:00', '11:00', '12:00']);
  expect(slots.filter((slot) => slot === '10:35')).toHaveLength(1);
});

it('a reading that fails ends nothing: it is asked for again and again', async () => {
  expect(await look({ from: '2026-11-23T10:02:00Z', minutes: 3, fails: true })).toEqual(['10:00', '10:00', '10:00']);
});
