import type { FastifyInstance } from 'fastify';
import type { World } from '../world/create-world.ts';
import { itemBody } from './item-body.ts';
import { requireListing } from './item-routes.ts';
import { type Mirror, requireCaller } from './mirror.ts';
import { projectFields, readAttributes } from './project-fields.ts';
import { Refusal, refuse } from './refusals.ts';

const IDS_MAX = 20;

type Query = { Querystring: { ids?: string; attributes?: string } };
type Entry = { id: string; status: number } & ({ body: object } | { error: object });

/** Twenty listings at a time, in today's form and in the one before it (API document 4.1). */
export function multigetRoutes(server: FastifyInstance, mirror: Mirror): void {
  server.get<Query>('/items/bulk', async (request) => {
    const world = requireCaller(mirror, request);
    const ids = readIds(request.query.ids);
    if (new Set(ids).size < ids.length) throw refuse.badRequest("The parameter 'ids' must not repeat elements");
    const paths = readAttributes(request.query.attributes);
    return ids.map((id) => bulkEntry(mirror, readEntry(mirror, id, world), paths));
  });

  server.get<Query>('/items', async (request) => {
    if (mirror.legacyMultiget === 'gone') throw refuse.notFound('Resource not found');
    const world = requireCaller(mirror, request);
    const fields = readAttributes(request.query.attributes);
    return [...new Set(readIds(request.query.ids))].map((id) => {
      const entry = readEntry(mirror, id, world);
      if ('error' in entry) return { code: entry.status, body: { id, ...entry.error } };
      return { code: entry.status, body: fields ? projectFields(entry.body, fields) : entry.body };
    });
  });
}

function readIds(text: string | undefined): string[] {
  const ids = (text ?? '').split(',').filter((id) => id !== '');
  if (ids.length === 0) throw refuse.badRequest("The parameter 'ids' is required");
  if (ids.length > IDS_MAX) {
    throw refuse.badRequest(
      `The parameter 'ids' only allows ${IDS_MAX} elements. You exceeded this value by sending ${ids.length} elements`,
    );
  }
  return ids;
}

/** One listing; a refusal is the matter of its entry only, the answer as a whole stays 200. */
function readEntry(mirror: Mirror, id: string, world: World): Entry {
  try {
    const listing = requireListing(mirror, id, { world, denied: refuse.accessDenied });
    return { id, status: 200, body: itemBody(listing, world.seller.id, mirror.now()) };
  } catch (error) {
    if (error instanceof Refusal) return { id, status: error.status, error: error.body };
    throw error;
  }
}

/** The envelope with all of its parts, or with those that survive a projection in this mirror. */
function bulkEntry({ bulkProjection }: Mirror, { id, status, ...rest }: Entry, paths: readonly string[] | null) {
  const entry = { id, status_code: status, ...rest };
  if (paths === null) return entry;
  const always = { full: ['id', 'status_code', 'error'], status_and_body: ['status_code', 'error'], body_only: [] };
  return projectFields(entry, [...paths, ...always[bulkProjection]]);
}
