import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Simulator } from '../simulator.ts';

const Clock = z.union([
  z.strictObject({ advance_ms: z.number() }),
  z.strictObject({ set: z.iso.datetime({ offset: true }) }),
]);
const Sale = z.strictObject({
  listingId: z.string().optional(),
  quantity: z.int().min(1).optional(),
  at: z.iso.datetime({ offset: true }).optional(),
});
const Seller = z.strictObject({ sellerId: z.string() });
const Reads = z.array(z.object({ at: z.iso.datetime({ offset: true }), days: z.int().min(1) }));
const TruthQuery = z.object({ sellerId: z.string(), timeZone: z.string(), reads: z.string() });

/** Changes the world and asks for its truth; only where the simulator was started with control. */
export function controlRoutes(server: FastifyInstance, simulator: () => Simulator): void {
  server.post('/__control/clock', async (request) => {
    const asked = Clock.parse(request.body);
    if ('set' in asked) await simulator().advance(Date.parse(asked.set) - simulator().now().getTime());
    else await simulator().advance(asked.advance_ms);
    return { now: simulator().now().toISOString() };
  });
  server.post('/__control/sales', async (request) => {
    const { at, ...sale } = Sale.parse(request.body ?? {});
    return simulator().addSale({ ...sale, ...(at === undefined ? {} : { at: new Date(at) }) });
  });
  server.post('/__control/refresh-tokens', async (request) => {
    return { refreshToken: await simulator().issueRefreshToken(Seller.parse(request.body).sellerId) };
  });
  server.get('/__control/truth', async (request) => {
    const { sellerId, timeZone, reads } = TruthQuery.parse(request.query);
    const parsed = Reads.parse(JSON.parse(reads)).map(({ at, days }) => ({ at: new Date(at), days }));
    return simulator().truth({ sellerId, timeZone, reads: parsed });
  });
  server.get('/__control/counters', async () => simulator().counters());
  server.get('/__control/state', async () => {
    const { clientId, sellers } = simulator();
    return { now: simulator().now().toISOString(), clientId, sellers };
  });
}
