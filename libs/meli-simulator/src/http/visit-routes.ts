import type { FastifyInstance } from 'fastify';
import { type Day, dayOf, daysFrom, plusDays } from '../world/days.ts';
import { visitsAt } from '../world/listing.ts';
import { chance } from '../world/random.ts';
import { type Mirror, requireVisitsCaller } from './mirror.ts';
import { refuse } from './refusals.ts';

const LAST_MAX = 150;

interface Query {
  last?: string;
  unit?: string;
  ending?: string;
}

/** Visits by day: sparse, in no order, N + 1 labels for `last=N` (API document 5). */
export function visitRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { world, now } = mirror;

  server.get<{ Params: { id: string }; Querystring: Query }>('/items/:id/visits/time_window', async (request) => {
    const caller = requireVisitsCaller(mirror, request);
    const listing = world.findListing(request.params.id);
    if (!listing || listing.createdAt > now()) throw refuse.notFound('Item not found');
    if (caller !== world.seller.id) throw refuse.policy();
    const window = readWindow(request.query, now());
    return { item_id: listing.id, ...answer(window, (day) => visitsAt(listing, day, now())) };
  });

  server.get<{ Params: { id: string }; Querystring: Query }>('/users/:id/items_visits/time_window', async (request) => {
    if (requireVisitsCaller(mirror, request) !== request.params.id) throw refuse.policy();
    const window = readWindow(request.query, now());
    return { user_id: Number(request.params.id), ...answer(window, (day) => accountVisitsAt(mirror, day, now())) };
  });
}

function accountVisitsAt({ world }: Mirror, day: Day, at: number): number {
  return world.listings.reduce((sum, listing) => sum + visitsAt(listing, day, at), 0);
}

interface Window {
  from: Day;
  to: Day;
  last: number;
  hasEnding: boolean;
}

function readWindow({ last, ending }: Query, at: number): Window {
  const days = Number(last);
  if (!Number.isInteger(days) || days < 1) throw refuse.badRequest('invalid last');
  if (days > LAST_MAX) throw refuse.badRequest('invalid time window, should be smaller or equal to 150 days');
  if (ending !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(ending))
    throw refuse.badRequest('invalid date format for ending date');
  const to = ending ?? dayOf(at);
  return { from: plusDays(to, -days), to, last: days, hasEnding: ending !== undefined };
}

function answer({ from, to, last, hasEnding }: Window, visitsOf: (day: Day) => number) {
  const rows = daysFrom(from, to)
    .map((day) => ({ day, total: visitsOf(day) }))
    .filter((row) => row.total > 0)
    .sort((one, other) => chance('shuffle', one.day, one.total) - chance('shuffle', other.day, other.total));
  const suffix = hasEnding ? 'T00:00:00.000-04:00' : 'T00:00:00Z';
  return {
    date_from: `${from}${suffix}`,
    date_to: `${to}${suffix}`,
    total_visits: rows.reduce((sum, row) => sum + row.total, 0),
    last,
    unit: 'day',
    results: rows.map(({ day, total }) => ({
      date: `${day}T00:00:00Z`,
      total,
      visits_detail: [{ company: 'mercadolibre', quantity: total }],
    })),
  };
}
