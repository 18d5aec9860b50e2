import { describe, expect, it } from 'vitest';
import { MeliContractError, MeliRefusedError } from '../errors.ts';
import { all, failureOf, openClient, SELLER } from '../testing/open-client.ts';
import type { Asked, Told } from '../testing/start-answering.ts';
import { BUYER, refusals } from '../testing/wire-bodies.ts';

const question = (id: number, given: object = {}) => ({
  id: 13500000000 + id,
  item_id: 'MLB5200000001',
  seller_id: Number(SELLER),
  status: 'ANSWERED',
  text: 'Meu telefone é PLANTED',
  date_created: '2026-11-19T23:10:27.938-04:00',
  deleted_from_listing: false,
  hold: false,
  answer: { text: 'Respondo no PLANTED', status: 'ACTIVE', date_created: '2026-11-19T23:40:27.938-04:00' },
  from: { id: BUYER.id },
  ...given,
});
const serve =
  (questions: readonly unknown[], pageLength = 50) =>
  ({ query }: Asked): Told => {
    const offset = Number(query.get('offset'));
    return {
      body: {
        total: questions.length,
        limit: pageLength,
        questions: questions.slice(offset, offset + pageLength),
        filters: { limit: pageLength, offset },
      },
    };
  };

describe('questions of buyers', () => {
  it('Q56 are counted at the root of the answer and walked by the length that came', async () => {
    const questions = Array.from({ length: 70 }, (_, index) => question(index));
    const { client, asked } = await openClient(serve(questions, 30));
    const ids = (await all(client.questions.search(SELLER))).map(({ id }) => id);
    expect(ids).toEqual(questions.map(({ id }) => String(id)));
    expect(asked.map(({ query }) => query.get('offset'))).toEqual(['0', '30', '60']);
    expect(Object.fromEntries(asked[0]?.query ?? [])).toEqual({
      seller_id: SELLER,
      sort_fields: 'date_created',
      sort_types: 'DESC',
      api_version: '4',
      limit: '50',
      offset: '0',
    });
  });

  it('Q56 a count that stands elsewhere is a broken contract, and no question at all is none', async () => {
    const elsewhere = await openClient(() => ({ body: { paging: { total: 0 }, questions: [] } }));
    const error = await failureOf(all(elsewhere.client.questions.search(SELLER)));
    expect(error).toBeInstanceOf(MeliContractError);
    expect(String(error)).toContain('total:');
    const none = await openClient(() => ({ body: { total: 0, limit: 50, questions: null } }));
    expect(await all(none.client.questions.search(SELLER))).toEqual([]);
  });

  it('bring their times and states, and neither a text nor who asked', async () => {
    const { client } = await openClient(serve([question(1), question(2, { status: 'UNANSWERED', answer: null })]));
    const questions = await all(client.questions.search(SELLER));
    expect(questions).toEqual([
      {
        id: '13500000001',
        item_id: 'MLB5200000001',
        status: 'ANSWERED',
        date_created: new Date('2026-11-20T03:10:27.938Z'),
        deleted_from_listing: false,
        hold: false,
        answer: { status: 'ACTIVE', date_created: new Date('2026-11-20T03:40:27.938Z') },
      },
      expect.objectContaining({ status: 'UNANSWERED', answer: null }),
    ]);
    expect(JSON.stringify(questions)).not.toMatch(new RegExp(`PLANTED|${BUYER.id}`));
  });

  it('are asked for one listing and one state when told so', async () => {
    const { client, asked } = await openClient(serve([]));
    await all(client.questions.search(SELLER, { itemId: 'MLB5200000001', status: 'UNANSWERED' }));
    expect(asked[0]?.query.get('item')).toBe('MLB5200000001');
    expect(asked[0]?.query.get('status')).toBe('UNANSWERED');
    expect(asked[0]?.query.has('seller_id')).toBe(false);
  });
});

describe('how fast questions are answered', () => {
  it('is told in minutes; a part that is not told is null', async () => {
    const { client, asked } = await openClient(() => ({
      body: { user_id: Number(SELLER), total: { response_time: 18 }, weekend: { response_time: null } },
    }));
    expect(await client.questions.getResponseTimes(SELLER)).toEqual({
      total_minutes: 18,
      weekend_minutes: null,
      workingHours_minutes: null,
      extraHours_minutes: null,
    });
    expect(asked[0]?.path).toBe(`/users/${SELLER}/questions/response_time`);
  });

  it('is null for a seller without questions, and an error for one that is not ours', async () => {
    const none = await openClient(() => refusals.notFound);
    expect(await none.client.questions.getResponseTimes(SELLER)).toBeNull();
    const foreign = await openClient(() => refusals.accessDenied);
    expect(await failureOf(foreign.client.questions.getResponseTimes(SELLER))).toBeInstanceOf(MeliRefusedError);
  });
});
