import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { type Question, questionsAt } from '../world/questions.ts';
import { buyerId } from './buyer-body.ts';
import { type ById, type Mirror, requireCaller } from './mirror.ts';
import { refuse } from './refusals.ts';
import { orderTime } from './timestamps.ts';

const Search = z.object({
  limit: z.coerce.number().int().min(1).max(100).default(50),
  offset: z.coerce.number().int().min(0).default(0),
  seller_id: z.string().optional(),
  item: z.string().optional(),
  status: z.string().optional(),
  sort_types: z.string().optional(),
});

/** Questions about listings, with their paging at the root (API document 7.1). */
export function questionRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { now } = mirror;

  server.get('/questions/search', async (request) => {
    const world = requireCaller(mirror, request);
    const asked = Search.safeParse(request.query);
    if (!asked.success) throw refuse.badRequest('Invalid limit or offset');
    const { seller_id, item, status, limit, offset, sort_types } = asked.data;
    if (seller_id === undefined && item === undefined) throw refuse.badRequest('seller_id or item is required');
    if (seller_id !== undefined && seller_id !== world.seller.id) throw refuse.forbidden();
    const found = questionsAt(world, now()).filter(
      (question) =>
        (item === undefined || question.listingId === item) && (status === undefined || statusOf(question) === status),
    );
    if (sort_types?.toUpperCase() === 'ASC') found.reverse();
    return {
      total: found.length,
      limit,
      questions: found.slice(offset, offset + limit).map((question) => questionBody(question, world.seller.id)),
      filters: {
        limit,
        offset,
        api_version: '4',
        is_admin: false,
        sorts: [],
        caller: Number(world.seller.id),
        seller: world.seller.id,
      },
      available_filters: [
        { id: 'item', name: 'Item', type: 'text' },
        { id: 'from', name: 'From user id', type: 'number' },
        { id: 'status', name: 'Status', type: 'text', values: ['ANSWERED', 'UNANSWERED'] },
      ],
      available_sorts: ['item_id', 'from_id', 'date_created', 'seller_id'],
    };
  });

  server.get<ById>('/users/:id/questions/response_time', async (request) => {
    const world = requireCaller(mirror, request);
    if (world.seller.id !== request.params.id) throw refuse.forbidden();
    const minutes = questionsAt(world, now()).flatMap(({ at, answer }) => (answer ? [(answer.at - at) / 60_000] : []));
    if (minutes.length === 0) throw refuse.notFound('No response time found');
    const response_time = Math.round(minutes.reduce((sum, one) => sum + one, 0) / minutes.length);
    const part = { response_time, sales_percent_increase: null };
    return {
      user_id: Number(world.seller.id),
      total: { response_time },
      weekend: part,
      weekdays_working_hours: part,
      weekdays_extra_hours: part,
    };
  });
}

const statusOf = ({ answer }: Question) => (answer ? 'ANSWERED' : 'UNANSWERED');

function questionBody(question: Question, sellerId: string) {
  return {
    date_created: orderTime(question.at),
    item_id: question.listingId,
    seller_id: Number(sellerId),
    status: statusOf(question),
    text: question.text,
    id: question.id,
    deleted_from_listing: false,
    hold: false,
    suspected_spam: false,
    answer: question.answer && {
      text: question.answer.text,
      status: 'ACTIVE',
      date_created: orderTime(question.answer.at),
    },
    from: { id: buyerId(question.buyerNo) },
  };
}
