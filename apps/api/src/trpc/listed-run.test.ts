import type { JobRun } from '@pulso/job-log';
import { expect, test } from 'vitest';
import { toListedRun } from './listed-run.ts';

test('a run in a list counts what is missing by kind, instead of naming thousands of listings', () => {
  const visits = Array.from({ length: 3000 }, (_, n) => ({
    connectionId: 'a',
    source: 'visits',
    listingId: `MLB${n}`,
  }));
  const metadata = {
    params: { daysBack: 7 },
    missing: [...visits, { connectionId: 'b', reason: 'meli_unavailable' }, null],
    coveredSlots: ['2026-11-23T10:00:00Z', '2026-11-23T11:00:00Z'],
    result: { apiCalls: 3 },
    plan: [{ connectionId: 'a' }],
  };
  const run = { jobLogId: 'r', tenantId: 't', errorMessage: 'inside', status: 'PARTIAL', metadata };
  expect(toListedRun(run as unknown as JobRun)).toEqual({
    jobLogId: 'r',
    status: 'PARTIAL',
    metadata: {
      result: { apiCalls: 3 },
      missing: [{ connectionId: 'a', source: 'visits', count: 3000 }, { connectionId: 'b', count: 1 }, { count: 1 }],
      coveredSlots: 2,
    },
  });
});
