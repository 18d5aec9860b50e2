import { describe, expect, it } from 'vitest';
import type { SourceAge } from '../../api/trpc.ts';
import { ageOnServer } from './age-on-server.ts';
import { oldestPerSource } from './oldest-per-source.ts';

const MINUTE_MS = 60_000;
const reading = { now: '2026-11-23T12:00:00Z', receivedAt_ms: 5_000 };

describe('the age of a source', () => {
  it.each([
    ['2026-11-23T11:50:00Z', 0, 10],
    ['2026-11-23T11:50:00Z', 5 * MINUTE_MS, 15],
    ['2026-11-23T11:59:30Z', 0, 0],
    ['2026-11-23T11:59:30Z', 0.5 * MINUTE_MS, 1],
    ['2026-11-23T12:03:00Z', 0, 0],
  ])('read until %s and seen %i ms after the answer is %i minutes', (coveredThrough, later_ms, minutes) => {
    expect(ageOnServer(coveredThrough, reading, reading.receivedAt_ms + later_ms)).toBe(minutes);
  });

  it('does not depend on whether the clock of the phone is right', () => {
    const wrong = { ...reading, receivedAt_ms: Date.parse('1999-01-01T00:00:00Z') };
    expect(ageOnServer('2026-11-23T11:50:00Z', wrong, wrong.receivedAt_ms + MINUTE_MS)).toBe(11);
    expect(ageOnServer('2026-11-23T11:50:00Z', reading, reading.receivedAt_ms - MINUTE_MS)).toBe(10);
  });

  it('is not known for a source that was never read', () => {
    expect(ageOnServer(null, reading, reading.receivedAt_ms)).toBeNull();
  });
});

describe('of several accounts', () => {
  const source = (connectionId: string, name: SourceAge['source'], coveredThrough: string | null): SourceAge => ({
    connectionId,
    source: name,
    coveredThrough,
    lastSuccessAt: coveredThrough,
    status: coveredThrough === null ? 'never' : 'fresh',
    ageMinutes: null,
    nickname: connectionId,
  });

  it('the one that is furthest behind speaks for its source, and never read is furthest', () => {
    const sources = [
      source('a', 'visits', '2026-11-22T12:00:00Z'),
      source('a', 'orders', '2026-11-23T11:00:00Z'),
      source('b', 'orders', '2026-11-23T09:30:00.000Z'),
      source('b', 'visits', null),
    ];
    expect(oldestPerSource(sources).map((one) => [one.source, one.connectionId])).toEqual([
      ['orders', 'b'],
      ['visits', 'b'],
    ]);
    expect(oldestPerSource([])).toEqual([]);
  });
});
