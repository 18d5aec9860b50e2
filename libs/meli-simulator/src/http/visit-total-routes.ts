import type { FastifyInstance } from 'fastify';
import { type Day, dayOf, daysFrom, plusDays } from '../world/days.ts';
import { visitsAt } from '../world/visits.ts';
import { type ById, type Mirror, requireVisitsCaller } from './mirror.ts';
import { readRange, type VisitWindow } from './read-visit-window.ts';
import { refuse } from './refusals.ts';
import { requireVisitedListing } from './visit-routes.ts';

interface Query {
  ids?: string;
  date_from?: string;
  date_to?: string;
}

/** Two years, whatever dates are sent along. */
const LIFETIME_DAYS = 730;

/** The older ways to ask for visits: one figure for many days, of one listing or of the account (API document 5). */
export function visitTotalRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { now, oldVisits } = mirror;

  server.get<{ Querystring: Query }>('/items/visits', async (request) => {
    const world = requireVisitsCaller(mirror, request);
    const id = requireOneId(request.query.ids);
    const window = readRange(request.query, { at: now(), oldVisits });
    const listing = requireVisitedListing(mirror, id, world);
    return { item_id: id, ...sum(window, (day) => visitsAt(listing, day, now())) };
  });

  server.get<ById & { Querystring: Query }>('/users/:id/items_visits', async (request) => {
    const { id } = request.params;
    const world = requireVisitsCaller(mirror, request);
    if (world.seller.id !== id) throw refuse.policy();
    const window = readRange(request.query, { at: now(), oldVisits });
    return { user_id: Number(id), ...sum(window, (day) => world.accountVisitsAt(day, now())) };
  });

  server.get<{ Querystring: Query }>('/visits/items', async (request) => {
    const world = requireVisitsCaller(mirror, request);
    const id = requireOneId(request.query.ids);
    const listing = requireVisitedListing(mirror, id, world);
    const today = dayOf(now());
    const days = daysFrom(plusDays(today, -LIFETIME_DAYS), today);
    return { [id]: days.reduce((all, day) => all + visitsAt(listing, day, now()), 0) };
  });
}

/** @throws Refusal 400 unless it is one id */
function requireOneId(ids: string | undefined): string {
  const [id, ...more] = (ids ?? '').split(',').filter((one) => one !== '');
  if (id === undefined) throw refuse.badRequest("The parameter 'ids' is required");
  if (more.length > 0) throw refuse.badRequest('maximum amount of items to query is 1', 'validation_parameters');
  return id;
}

function sum({ from, to, firstTold }: VisitWindow, visitsOf: (day: Day) => number) {
  const days = daysFrom(from, to).filter((day) => firstTold === null || day >= firstTold);
  const total_visits = days.reduce((all, day) => all + visitsOf(day), 0);
  return {
    date_from: `${from}T00:00:00Z`,
    date_to: `${to}T00:00:00Z`,
    total_visits,
    visits_detail: total_visits === 0 ? [] : [{ company: 'mercadolibre', quantity: total_visits }],
  };
}
