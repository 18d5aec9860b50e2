import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decideIncidents } from './decide-incidents.ts';
import type { OpenIncident } from './incident.ts';
import type { ObservedConnection, ObservedTenant } from './observed-tenant.ts';

const promise = { freshWithin_minutes: 120, staleAfter_minutes: 1560 };
const NOW = new Date('2026-11-20T15:00:00Z');
const ago = (minutes: number) => new Date(NOW.getTime() - minutes * 60_000);
const HOUR = 60;

const quiet = { waiting: 0, waitingSince: null, missed: 0, missedSince: null };

function connection(more: Partial<ObservedConnection> & { ages?: number[] } = {}): ObservedConnection {
  const { ages = [5, 5, 5], ...fields } = more;
  const sources = (['listings', 'orders', 'visits'] as const).map((source, index) => {
    const coveredThrough = ago(ages[index] ?? 5);
    return { source, coveredThrough, lastSuccessAt: coveredThrough };
  });
  return {
    connectionId: 'c1',
    seller: 'CASA',
    isActive: true,
    statusReason: null,
    statusAt: ago(100),
    createdAt: ago(100 * HOUR),
    sources,
    notices: quiet,
    ...fields,
  };
}

const tenant = (more: Partial<ObservedTenant> = {}): ObservedTenant => ({
  tenantId: 't1',
  isPaused: false,
  connections: [connection()],
  failingJobs: [],
  ...more,
});
const withConnection = (...given: Parameters<typeof connection>) => tenant({ connections: [connection(...given)] });
const failing = (failures: number, attempt: number) => ({
  jobType: 'sync-mercadolivre',
  failures,
  attempt,
  firstFailedAt: ago(70),
  lastFailedAt: ago(10),
  errorCode: 'meli_unavailable',
});

const decide = (observed: ObservedTenant, open: readonly OpenIncident[] = [], now = NOW) =>
  decideIncidents([observed], open, { promise, now });
const opened = (observed: ObservedTenant, now = NOW): OpenIncident[] =>
  decide(observed, [], now).begin.map((trouble, index) => ({ ...trouble, incidentId: `i${index}` }));
const kinds = (observed: ObservedTenant, now = NOW) => decide(observed, [], now).begin.map((one) => one.kind);

describe('what counts as an incident', () => {
  it.each([
    [[120, 120, 26 * HOUR], []],
    [[121, 5, 5], ['data_late']],
    [[5, 5, 26 * HOUR + 1], ['data_late']],
    [[5, 1560, 5], ['data_late']],
    [[5, 1561, 5], ['data_stale']],
    [[121, 5, 50 * HOUR + 1], ['data_stale']],
  ])('sources read %j minutes ago are %j', (ages, expected) => {
    expect(kinds(withConnection({ ages }))).toEqual(expected);
  });

  it('late data name what is late, and since the oldest of it', () => {
    expect(decide(withConnection({ ages: [200, 130, 5] })).begin).toMatchObject([
      {
        subject: '',
        since: ago(200),
        details: {
          sources: [{ source: 'listings' }, { source: 'orders', seller: 'CASA', through: ago(130).toISOString() }],
        },
      },
    ]);
  });

  it('a connection has the time of the promise for its first reading, and a new listing waits for its first visits', () => {
    const unread = connection().sources.map((one) => ({ ...one, coveredThrough: null, lastSuccessAt: null }));
    expect(kinds(withConnection({ sources: unread, createdAt: ago(119) }))).toEqual([]);
    expect(kinds(withConnection({ sources: unread, createdAt: ago(121) }))).toEqual(['data_late']);
    const [listings, orders, visits] = connection().sources;
    if (!listings || !orders || !visits) throw new Error('three sources were expected');
    expect(kinds(withConnection({ sources: [listings, orders, { ...visits, coveredThrough: null }] }))).toEqual([]);
  });

  it.each([
    [failing(1, 1), []],
    [failing(1, 2), ['run_failed']],
    [failing(2, 1), ['run_failed']],
  ])('failures %j are %j', (job, expected) => {
    expect(kinds(tenant({ failingJobs: [job] }))).toEqual(expected);
  });

  it('a lost connection is told with its cause, and its old data are not told besides', () => {
    const observed = withConnection({ isActive: false, statusReason: 'Saiu.', ages: [3000, 3000, 9000] });
    expect(decide(observed).begin).toMatchObject([
      { kind: 'connection_lost', subject: 'c1', since: ago(100), details: { seller: 'CASA', reason: 'Saiu.' } },
    ]);
  });

  it.each([
    [{ ...quiet, waiting: 3, waitingSince: ago(30) }, []],
    [{ ...quiet, waiting: 3, waitingSince: ago(31) }, [{ waiting: 3, missed: 0 }]],
    [{ ...quiet, missed: 2, missedSince: ago(1) }, [{ waiting: 0, missed: 2 }]],
  ])('of notices %j is told %j', (notices, expected) => {
    expect(decide(withConnection({ notices })).begin.map((one) => one.details)).toMatchObject(expected);
  });

  it('of a paused tenant nothing is expected', () => {
    expect(decide({ ...withConnection({ ages: [9999, 9999, 9999] }), isPaused: true }).begin).toEqual([]);
  });
});

describe('an incident', () => {
  const late = withConnection({ ages: [130, 130, 5] });

  it('is begun once, however often it is seen', () => {
    expect(decide(late, opened(late))).toEqual({ begin: [], end: [] });
  });

  it('of late data ends when they were read again', () => {
    expect(decide(tenant(), opened(late)).end).toMatchObject([{ incidentId: 'i0', cause: 'recovered' }]);
  });

  it('of late data gives way to one of stale data, and the way back to fresh is told once', () => {
    const stale = withConnection({ ages: [1600, 1600, 5] });
    const grown = decide(stale, opened(late));
    expect(grown.end).toMatchObject([{ cause: 'replaced' }]);
    expect(grown.begin).toMatchObject([{ kind: 'data_stale' }]);
    expect(decide(tenant(), opened(stale))).toMatchObject({ begin: [], end: [{ cause: 'recovered' }] });
    expect(decide(withConnection({ ages: [130, 5, 5] }), opened(stale))).toEqual({ begin: [], end: [] });
  });

  it('is not ended by a process whose clock goes slower than that of the one that found it', () => {
    const slower = new Date(NOW.getTime() - 20 * 60_000);
    expect(decide(late, opened(late), slower)).toEqual({ begin: [], end: [] });
    const stale = withConnection({ ages: [1570, 5, 5] });
    expect(decide(stale, opened(stale), slower)).toEqual({ begin: [], end: [] });
    const stuck = withConnection({ notices: { ...quiet, waiting: 1, waitingSince: ago(35) } });
    expect(decide(stuck, opened(stuck), slower)).toEqual({ begin: [], end: [] });
  });

  it.each([
    ['late data', late],
    ['failing runs', tenant({ failingJobs: [failing(2, 1)] })],
    ['a lost connection', withConnection({ isActive: false })],
    ['lost notices', withConnection({ notices: { ...quiet, missed: 1, missedSince: ago(1) } })],
  ])('of %s is told as such when it recovers, and as left when nobody watches any more', (_, observed) => {
    const open = opened(observed);
    expect(open).toHaveLength(1);
    const causes = (now: ObservedTenant) => decide(now, open).end.map((one) => one.cause);
    expect(causes(tenant())).toEqual(['recovered']);
    expect(causes({ ...tenant(), isPaused: true })).toEqual(['unwatched']);
    expect(causes(tenant({ connections: [] }))).toEqual(['unwatched']);
  });

  it('is never decided twice: what one look began and ended, the next leaves as it is', () => {
    const age = fc.integer({ min: 0, max: 4000 });
    const someTenant = fc
      .record({
        isPaused: fc.boolean(),
        isActive: fc.boolean(),
        ages: fc.tuple(age, age, age),
        failures: fc.integer({ min: 0, max: 3 }),
        waiting: fc.option(age),
        missed: fc.option(age),
      })
      .map(({ isPaused, isActive, ages, failures, waiting, missed }) =>
        tenant({
          isPaused,
          connections: [
            connection({
              isActive,
              ages,
              notices: {
                waiting: waiting === null ? 0 : 1,
                waitingSince: waiting === null ? null : ago(waiting),
                missed: missed === null ? 0 : 1,
                missedSince: missed === null ? null : ago(missed),
              },
            }),
          ],
          failingJobs: failures > 0 ? [failing(failures, 1)] : [],
        }),
      );
    fc.assert(
      fc.property(someTenant, someTenant, (before, after) => {
        const open = opened(before);
        const { begin, end } = decide(after, open);
        const ended = new Set(end.map((one) => one.incidentId));
        const left = [
          ...open.filter((one) => !ended.has(one.incidentId)),
          ...begin.map((trouble, index) => ({ ...trouble, incidentId: `j${index}` })),
        ];
        expect(new Set(left.map((one) => `${one.kind} ${one.subject}`)).size).toBe(left.length);
        expect(left.filter((one) => one.kind.startsWith('data_')).length).toBeLessThanOrEqual(1);
        expect(decide(after, left)).toEqual({ begin: [], end: [] });
      }),
      { seed: 7, numRuns: 500 },
    );
  });
});
