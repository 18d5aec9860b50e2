import { addDays, type BusinessDay, type BusinessWindow, daysIn, lengthInDays, parseBusinessDay } from '@pulso/domain';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { MeliContractError, MeliRefusedError, MeliServerError } from '../errors.ts';
import { failureOf, openClient, SELLER } from '../testing/open-client.ts';
import type { Asked, Told } from '../testing/start-answering.ts';
import { refusals } from '../testing/wire-bodies.ts';
import { cutVisitWindows } from './visits.ts';

const ITEM = 'MLB5600000001';
const window = (from: string, to: string): BusinessWindow => ({
  from: parseBusinessDay(from),
  to: parseBusinessDay(to),
});
const row = (day: string, total: number) => ({
  date: `${day}T00:00:00Z`,
  total,
  visits_detail: [{ company: 'mercadolibre', quantity: total }],
});

/** As it is documented: N + 1 labels for `last=N`, days without visits left out, in no order. */
function timeWindow(visitsOf: (day: BusinessDay) => number) {
  return ({ path, query }: Asked): Told => {
    const last = Number(query.get('last'));
    const to = parseBusinessDay(query.get('ending') ?? '');
    if (last > 150) return { status: 400, body: { message: 'invalid time window', error: 'bad_request', status: 400 } };
    const days = daysIn({ from: addDays(to, -last), to }).reverse();
    const results = days.filter((day) => visitsOf(day) > 0).map((day) => row(day, visitsOf(day)));
    const id = path.split('/')[2];
    return {
      body: {
        ...(path.startsWith('/users') ? { user_id: Number(id) } : { item_id: id }),
        date_from: `${addDays(to, -last)}T00:00:00.000-04:00`,
        date_to: `${to}T00:00:00.000-04:00`,
        total_visits: results.reduce((sum, one) => sum + one.total, 0),
        last,
        unit: 'day',
        results,
      },
    };
  };
}
const ofDay = (day: BusinessDay) => Number(day.slice(8)) % 5;

describe('visits of a listing', () => {
  it('Q24 a day without a row is 0; without any row every day is', async () => {
    const { client } = await openClient(timeWindow(ofDay));
    expect(await client.visits.getListingDays(ITEM, window('2026-11-14', '2026-11-16'))).toEqual([
      { day: '2026-11-14', visits: 4 },
      { day: '2026-11-15', visits: 0 },
      { day: '2026-11-16', visits: 1 },
    ]);
    const quiet = await openClient(timeWindow(() => 0));
    expect(await quiet.client.visits.getListingDays(ITEM, window('2026-11-19', '2026-11-20'))).toEqual([
      { day: '2026-11-19', visits: 0 },
      { day: '2026-11-20', visits: 0 },
    ]);
  });

  it('Q24 a call that failed is an error and never a 0', async () => {
    const { client } = await openClient(() => refusals.broken);
    const error = await failureOf(client.visits.getListingDays(ITEM, window('2026-11-19', '2026-11-20')));
    expect(error).toBeInstanceOf(MeliServerError);
  });

  it.each([
    ['of another listing', { item_id: 'MLB5600000002', results: [] }],
    ['without rows of days', { item_id: ITEM, total_visits: 12 }],
    ['with rows that are null', { item_id: ITEM, results: null }],
    ['that is an error in disguise', { message: 'oops', error: 'internal', status: 500 }],
    ['whose label is no day', { item_id: ITEM, results: [{ date: '2026-02-30T00:00:00Z', total: 1 }] }],
    ['whose total is below 0', { item_id: ITEM, results: [row('2026-11-19', -1)] }],
    ['that tells a day twice, differently', { item_id: ITEM, results: [row('2026-11-19', 1), row('2026-11-19', 2)] }],
    ['of another window', { item_id: ITEM, results: [row('2026-11-19', 1), row('2026-10-03', 4)] }],
  ])('Q24 an answer %s is a broken contract and never a row of zeros', async (_, body) => {
    const { client } = await openClient(() => ({ body }));
    const error = await failureOf(client.visits.getListingDays(ITEM, window('2026-11-19', '2026-11-20')));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(error).toMatchObject({ endpoint: '/items/{id}/visits/time_window' });
  });

  it('Q24 a day that is told twice with the same total is told once', async () => {
    const { client } = await openClient(() => ({
      body: { item_id: ITEM, results: [row('2026-11-19', 6), row('2026-11-19', 6)] },
    }));
    expect(await client.visits.getListingDays(ITEM, window('2026-11-19', '2026-11-19'))).toEqual([
      { day: '2026-11-19', visits: 6 },
    ]);
  });

  it('Q25 rows come in any order and go out sorted', async () => {
    const { client } = await openClient(timeWindow(() => 3));
    const days = (await client.visits.getListingDays(ITEM, window('2026-11-01', '2026-11-20'))).map(({ day }) => day);
    expect(days).toEqual(daysIn(window('2026-11-01', '2026-11-20')));
  });

  it('Q26 eight days are asked as last=7 with their last day as the end; one day is cut out of two', async () => {
    const { client, asked } = await openClient(timeWindow(ofDay));
    expect(await client.visits.getListingDays(ITEM, window('2026-11-13', '2026-11-20'))).toHaveLength(8);
    expect(await client.visits.getListingDays(ITEM, window('2026-11-19', '2026-11-19'))).toEqual([
      { day: '2026-11-19', visits: 4 },
    ]);
    expect(asked.map(({ query }) => Object.fromEntries(query))).toEqual([
      { last: '7', unit: 'day', ending: '2026-11-20' },
      { last: '1', unit: 'day', ending: '2026-11-19' },
    ]);
  });

  it('Q27 the label is taken literally, whatever hour and offset stand behind it', async () => {
    const results = [
      { date: '2026-11-18T00:00:00Z', total: 7 },
      { date: '2026-11-19T00:00:00.000-04:00', total: 8 },
      { date: '2026-11-20', total: 9 },
    ];
    const { client } = await openClient(() => ({ body: { item_id: ITEM, results } }));
    const days = await client.visits.getListingDays(ITEM, window('2026-11-18', '2026-11-20'));
    expect(days.map(({ visits }) => visits)).toEqual([7, 8, 9]);
  });

  it('Q28 one listing is asked at a time, in the path', async () => {
    const { client, asked } = await openClient(timeWindow(ofDay));
    await client.visits.getListingDays(ITEM, window('2026-11-18', '2026-11-20'));
    expect(asked[0]?.path).toBe(`/items/${ITEM}/visits/time_window`);
    expect(asked[0]?.query.has('ids')).toBe(false);
  });

  it('Q29 365 days are three calls of at most last=150, without overlap or gap', async () => {
    const { client, asked } = await openClient(timeWindow(ofDay));
    const year = window('2025-11-21', '2026-11-20');
    const days = await client.visits.getListingDays(ITEM, year);
    expect(days.map(({ day }) => day)).toEqual(daysIn(year));
    expect(days.every(({ day, visits }) => visits === ofDay(day))).toBe(true);
    expect(asked.map(({ query }) => `${query.get('last')} to ${query.get('ending')}`)).toEqual([
      '150 to 2026-04-20',
      '150 to 2026-09-18',
      '62 to 2026-11-20',
    ]);
  });

  it('Q29 any window is cut into parts that are together the window', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 1200 }), (days) => {
        const to = parseBusinessDay('2026-11-20');
        const whole = { from: addDays(to, 1 - days), to };
        const parts = cutVisitWindows(whole);
        expect(parts.flatMap(daysIn)).toEqual(daysIn(whole));
        expect(parts.every((part) => lengthInDays(part) <= 151)).toBe(true);
        expect(parts).toHaveLength(Math.ceil(days / 151));
      }),
      { numRuns: 25 },
    );
  });

  it('Q31 the field is total; one called visits is not there', async () => {
    const { client } = await openClient(() => ({
      body: { item_id: ITEM, results: [{ date: '2026-11-20T00:00:00Z', visits: 3 }] },
    }));
    const error = await failureOf(client.visits.getListingDays(ITEM, window('2026-11-20', '2026-11-20')));
    expect(String(error)).toContain('results.0.total');
  });

  it('Q32 one refused listing is its own error, and the next one is read', async () => {
    const answer = timeWindow(ofDay);
    const { client } = await openClient((call) => (call.path.includes('MLB9') ? refusals.policy : answer(call)));
    const days = window('2026-11-19', '2026-11-20');
    const [refused, read] = await Promise.all([
      failureOf(client.visits.getListingDays('MLB9000000001', days)),
      client.visits.getListingDays(ITEM, days),
    ]);
    expect(refused).toBeInstanceOf(MeliRefusedError);
    expect(read).toHaveLength(2);
  });
});

describe('visits of the account', () => {
  it('are asked by seller, in the same form', async () => {
    const { client, asked } = await openClient(timeWindow(ofDay));
    expect(await client.visits.getAccountDays(SELLER, window('2026-11-14', '2026-11-15'))).toEqual([
      { day: '2026-11-14', visits: 4 },
      { day: '2026-11-15', visits: 0 },
    ]);
    expect(asked[0]?.path).toBe(`/users/${SELLER}/items_visits/time_window`);
  });

  it('of another seller are not taken for ours', async () => {
    const { client } = await openClient(() => ({ body: { user_id: 1, results: [] } }));
    const error = await failureOf(client.visits.getAccountDays(SELLER, window('2026-11-20', '2026-11-20')));
    expect(error).toBeInstanceOf(MeliContractError);
  });
});
