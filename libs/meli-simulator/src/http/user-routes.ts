import type { FastifyInstance } from 'fastify';
import { NEIGHBOUR } from '../world/neighbour.ts';
import { type ById, type Mirror, requireCaller } from './mirror.ts';
import { refuse } from './refusals.ts';
import { privateUser, publicUser } from './user-body.ts';

/** The seller, whole for itself and in part for others (API document 2). */
export function userRoutes(server: FastifyInstance, mirror: Mirror): void {
  const { seller } = mirror.world;
  server.get('/users/me', async (request) => {
    requireCaller(mirror, request);
    return privateUser(seller);
  });
  server.get<ById>('/users/:id', async (request) => {
    requireCaller(mirror, request);
    if (request.params.id === seller.id) return privateUser(seller);
    if (request.params.id === NEIGHBOUR.sellerId) return publicUser({ ...NEIGHBOUR, id: NEIGHBOUR.sellerId });
    throw refuse.notFound(`User with id ${request.params.id} not found`);
  });
}
