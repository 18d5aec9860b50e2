import type { FastifyInstance, FastifyReply } from 'fastify';
import { NEIGHBOUR } from '../world/neighbour.ts';
import { type ById, type Mirror, requireCaller } from './mirror.ts';
import { refuse } from './refusals.ts';
import { privateUser, publicUser, type User } from './user-body.ts';

const SOMEBODY: User = { id: NEIGHBOUR.sellerId, nickname: NEIGHBOUR.nickname, reputation: 'good' };

/** The seller, whole for itself and in part for others (API document 2). */
export function userRoutes(server: FastifyInstance, mirror: Mirror): void {
  const answer = (reply: FastifyReply, seller: User, body: object) => {
    // Something is missing, and on users no header says what (API document 2).
    reply.code(seller.reputation === 'missing' ? 206 : 200);
    return body;
  };
  server.get('/users/me', async (request, reply) => {
    const { seller } = requireCaller(mirror, request);
    return answer(reply, seller, privateUser(seller));
  });
  server.get<ById>('/users/:id', async (request, reply) => {
    const caller = requireCaller(mirror, request).seller;
    const { id } = request.params;
    const asked =
      id === NEIGHBOUR.sellerId ? SOMEBODY : mirror.market.worlds.find((one) => one.seller.id === id)?.seller;
    if (!asked) throw refuse.notFound(`User with id ${id} not found`);
    return answer(reply, asked, asked === caller ? privateUser(asked) : publicUser(asked));
  });
}
