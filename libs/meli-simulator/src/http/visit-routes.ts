import type { FastifyInstance } from 'fastify';
import type { World } from '../world/create-world.ts';
import { type Day, daysFrom } from '../world/days.ts';
import type { Listing } from '../world/listing.ts';
import { chance } from '../world/random.ts';
import { visitsAt } from '../world/visits.ts';
import { requireListing } from './item-routes.ts';
import { type ById, type Mirror, requireVisitsCaller } from './mirror.ts';
import { readWindow, type VisitWindow } from './read-visit-window.ts';
import { refuse } from './refusals.ts';

interface Query {
  last?: string;
  ending?: string;
}
type Visits = ById & { Querystring: Query };

/** Visits by day: sparse, in no order, N + 1 labels for `last=N`, in days whatever `unit` says (API document 5). */
export function visitRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { now, oldVisits } = mirror;

  server.get<Visits>('/items/:id/visits/time_window', async (request) => {
    const {
      params: { id },
      query,
    } = request;
    const listing = requireVisitedListing(mirror, id, requireVisitsCaller(mirror, request));
    const window = readWindow(query, { at: now(), oldVisits });
    return { item_id: id, ...answer(id, { window, query }, (day) => visitsAt(listing, day, now())) };
  });

  server.get<Visits>('/users/:id/items_visits/time_window', async (request) => {
    const {
      params: { id },
      query,
    } = request;
    const world = requireVisitsCaller(mirror, request);
    if (world.seller.id !== id) throw refuse.policy();
    const window = readWindow(query, { at: now(), oldVisits });
    return { user_id: Number(id), ...answer(id, { window, query }, (day) => world.accountVisitsAt(day, now())) };
  });
}

/** @throws Refusal 400 for what is no listing's id, 404 for nobody's listing, 403 by policy for another seller's */
export function requireVisitedListing(mirror: Mirror, id: string, world: World): Listing {
  const [, site] = /^([A-Z]{3})\d+$/.exec(id) ?? [];
  if (site === undefined) throw refuse.badRequest(`Invalid item ID format: ${id}`);
  if (site !== 'MLB') throw refuse.badRequest('Invalid Site ID');
  return requireListing(mirror, id, { world, denied: refuse.policy, missing: () => refuse.notFound('Item not found') });
}

function answer(
  subject: string,
  { window: { from, to, firstTold }, query }: { window: VisitWindow; query: Query },
  visitsOf: (day: Day) => number,
) {
  const rows = daysFrom(from, to)
    .filter((day) => firstTold === null || day >= firstTold)
    .map((day) => ({ day, total: visitsOf(day), place: chance('shuffle', subject, day) }))
    .filter((row) => row.total > 0)
    .sort((one, other) => one.place - other.place);
  const total_visits = rows.reduce((sum, row) => sum + row.total, 0);
  const suffix = query.ending === undefined ? 'T00:00:00Z' : 'T00:00:00.000-04:00';
  return {
    date_from: `${from}${suffix}`,
    date_to: `${to}${suffix}`,
    total_visits,
    last: Number(query.last),
    unit: 'day',
    results: rows.map(({ day, total }) => ({
      // A label for a calendar day, not an instant.
      date: `${day}T00:00:00Z`,
      total,
      visits_detail: [{ company: 'mercadolibre', quantity: total }],
    })),
  };
}
