import type { FastifyInstance } from 'fastify';
import { type Day, dayNumber, dayOf, dayOfNumber, daysFrom, plusDays } from '../world/days.ts';
import { chance } from '../world/random.ts';
import { visitsAt } from '../world/visits.ts';
import { requireListing } from './item-routes.ts';
import { type ById, type Mirror, requireVisitsCaller } from './mirror.ts';
import { refuse } from './refusals.ts';

const LAST_MAX = 150;

interface Query {
  last?: string;
  ending?: string;
}
type Visits = ById & { Querystring: Query };

/** Visits by day: sparse, in no order, N + 1 labels for `last=N`, in days whatever `unit` says (API document 5). */
export function visitRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { now } = mirror;

  server.get<Visits>('/items/:id/visits/time_window', async (request) => {
    const world = requireVisitsCaller(mirror, request);
    const { id } = request.params;
    if (!/^MLB\d+$/.test(id)) throw refuse.badRequest(`Invalid item ID format: ${id}`);
    const missing = () => refuse.notFound('Item not found');
    const listing = requireListing(mirror, id, { world, denied: refuse.policy, missing });
    const window = readWindow(request.query, now());
    return { item_id: id, ...answer(id, window, (day) => visitsAt(listing, day, now())) };
  });

  server.get<Visits>('/users/:id/items_visits/time_window', async (request) => {
    const { id } = request.params;
    const world = requireVisitsCaller(mirror, request);
    if (world.seller.id !== id) throw refuse.policy();
    const window = readWindow(request.query, now());
    const total = (day: Day) => world.listings.reduce((sum, listing) => sum + visitsAt(listing, day, now()), 0);
    return { user_id: Number(id), ...answer(id, window, total) };
  });
}

interface Window {
  from: Day;
  to: Day;
  last: number;
  hasEnding: boolean;
}

function readWindow({ last, ending }: Query, at: number): Window {
  const days = Number(last);
  if (!Number.isInteger(days) || days < 1)
    throw refuse.badRequest('invalid time window, last should be a positive number');
  if (days > LAST_MAX) throw refuse.badRequest('invalid time window, should be smaller or equal to 150 days');
  if (ending !== undefined && !isDay(ending)) throw refuse.badRequest('invalid date format for ending date');
  const to = ending ?? dayOf(at);
  return { from: plusDays(to, -days), to, last: days, hasEnding: ending !== undefined };
}

function isDay(text: string): boolean {
  return /^\d{4}-\d{2}-\d{2}$/.test(text) && !Number.isNaN(dayNumber(text)) && dayOfNumber(dayNumber(text)) === text;
}

function answer(subject: string, { from, to, last, hasEnding }: Window, visitsOf: (day: Day) => number) {
  const rows = daysFrom(from, to)
    .map((day) => ({ day, total: visitsOf(day), place: chance('shuffle', subject, day) }))
    .filter((row) => row.total > 0)
    .sort((one, other) => one.place - other.place);
  const total_visits = rows.reduce((sum, row) => sum + row.total, 0);
  const suffix = hasEnding ? 'T00:00:00.000-04:00' : 'T00:00:00Z';
  return {
    date_from: `${from}${suffix}`,
    date_to: `${to}${suffix}`,
    total_visits,
    last,
    unit: 'day',
    results: rows.map(({ day, total }) => ({
      // A label for a calendar day, not an instant.
      date: `${day}T00:00:00Z`,
      total,
      visits_detail: [{ company: 'mercadolibre', quantity: total }],
    })),
  };
}
