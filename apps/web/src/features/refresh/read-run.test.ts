import { describe, expect, it } from 'vitest';
import { isEnded, readContinuedBy, readExpectedDuration_ms, readProgress, readReport } from './read-run.ts';

const run = (metadata: Record<string, unknown>) => ({ metadata });

describe('what a run says of itself', () => {
  it('is its phase with what is done, also while the total is not known', () => {
    expect(readProgress(run({ progress: { phase: 'visits', done: 3, total: 60 } }))).toEqual({
      phase: 'visits',
      done: 3,
      total: 60,
    });
    expect(readProgress(run({ progress: { phase: 'orders', done: 0, total: null } }))?.total).toBeNull();
  });

  it.each([{}, { progress: null }, { progress: { phase: 'dreaming', done: 1 } }, { progress: { phase: 'orders' } }])(
    'is nothing yet when its progress is %o',
    (metadata) => {
      expect(readProgress(run(metadata))).toBeNull();
    },
  );

  it('is how long all of its accounts are expected to take, and nothing as soon as one of them cannot tell', () => {
    const plan = [{ expectedDurationMs: 40_000 }, { expectedDurationMs: 2_000 }];
    expect(readExpectedDuration_ms(run({ plan }))).toBe(42_000);
    expect(readExpectedDuration_ms(run({ plan: [...plan, { expectedDurationMs: null }] }))).toBeNull();
    expect([{}, { plan: [] }, { plan: 'soon' }].map((one) => readExpectedDuration_ms(run(one)))).toEqual([
      null,
      null,
      null,
    ]);
  });

  it('names what came by what it counted, and leaves open what it did not count', () => {
    const result = { sync: { itemsProcessed: 68 }, orders: { ordersProcessed: 0, ordersCreated: 0 } };
    expect(readReport(run({ result }))).toEqual({
      listings: 68,
      orders: 0,
      ordersNew: 0,
      visitedListings: null,
      missing: [],
    });
  });

  it('gathers what is missing by its kind, whole accounts and unknown kinds too', () => {
    const missing = [
      { connectionId: 'a', source: 'visits', listingId: 'MLB1', reason: '403' },
      { connectionId: 'a', source: 'visits', listingId: 'MLB2', reason: '403' },
      { connectionId: 'b', reason: 'reauthorisation_required' },
      { connectionId: 'a', source: 'something_new' },
      'nonsense',
    ];
    expect(readReport(run({ missing })).missing).toEqual([
      { part: 'visits', count: 2 },
      { part: 'connection', count: 1 },
      { part: 'other', count: 2 },
    ]);
  });

  it('adds up what a list of runs has counted already', () => {
    const missing = [
      { connectionId: 'a', source: 'visits', count: 3000 },
      { connectionId: 'b', source: 'visits', count: 2 },
    ];
    expect(readReport(run({ missing })).missing).toEqual([{ part: 'visits', count: 3002 }]);
  });

  it('hands over to the attempt that continues it', () => {
    expect(readContinuedBy(run({ continuedBy: 'next' }))).toBe('next');
    expect(readContinuedBy(run({ continuedBy: 7 }))).toBeNull();
  });

  it('has ended in every state but queued and running', () => {
    const states = ['QUEUED', 'RUNNING', 'SUCCESS', 'PARTIAL', 'SKIPPED', 'FAILED', 'ABANDONED'] as const;
    expect(states.filter((status) => !isEnded({ status }))).toEqual(['QUEUED', 'RUNNING']);
  });
});
