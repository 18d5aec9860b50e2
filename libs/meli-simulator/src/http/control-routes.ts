import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import type { Simulator } from '../simulator.ts';
import { allowed, read, readJson } from './read-control.ts';

const Instant = z.iso.datetime({ offset: true }).transform((text) => new Date(text));
const Clock = z.union([z.strictObject({ advance_ms: z.number() }), z.strictObject({ set: Instant })]);
const Sale = z.strictObject({
  sellerId: z.string().optional(),
  listingId: z.string().optional(),
  quantity: z.int().min(1).optional(),
  unitPrice_cents: z.int().min(0).optional(),
  at: Instant.optional(),
});
const OrderPath = z.object({ id: z.string().regex(/^\d+$/) });
const Cancellation = z.strictObject({
  at: Instant.optional(),
  code: z.string().optional(),
  group: z.string().optional(),
  requestedBy: z.string().optional(),
});
const Refund = z.strictObject({
  amount_cents: z.int().min(1),
  at: Instant.optional(),
  staysPaid: z.boolean().optional(),
});
const ListingPath = z.object({ id: z.string().regex(/^MLB\d+$/) });
const ListingChange = z.strictObject({
  price_cents: z.int().min(1).optional(),
  stock: z.int().min(0).optional(),
  status: z.enum(['active', 'paused', 'closed', 'under_review']).optional(),
  clip: z.enum(['yes', 'no', 'rule absent', 'not found']).optional(),
});
const Reads = z.array(z.strictObject({ at: Instant, days: z.int().min(1) }));
const TruthQuery = z.object({ sellerId: z.string().optional(), timeZone: z.string(), reads: z.string() });

/** Changes the world and asks for its truth; these addresses exist only where the simulator was started with control. */
export function controlRoutes(server: FastifyInstance, simulator: () => Simulator): void {
  server.post('/__control/clock', async ({ body }) => {
    const asked = read(Clock, body);
    await allowed(() => ('set' in asked ? simulator().setNow(asked.set) : simulator().advance_ms(asked.advance_ms)));
    return { now: simulator().now().toISOString() };
  });
  server.post('/__control/sales', async ({ body }) => allowed(() => simulator().addSale(read(Sale, body ?? {}))));
  server.post('/__control/orders/:id/cancel', async ({ params, body }) => {
    const { id } = read(OrderPath, params);
    await allowed(() => simulator().cancelOrder(id, read(Cancellation, body ?? {})));
    return { orderId: id };
  });
  server.post('/__control/orders/:id/refund', async ({ params, body }) => {
    const { id } = read(OrderPath, params);
    await allowed(() => simulator().refundOrder(id, read(Refund, body)));
    return { orderId: id };
  });
  server.post('/__control/listings/:id', async ({ params, body }) => {
    const { id } = read(ListingPath, params);
    await allowed(() => simulator().changeListing(id, read(ListingChange, body ?? {})));
    return { listingId: id };
  });
  server.get('/__control/truth', async ({ query }) => {
    const { reads, ...asked } = read(TruthQuery, query);
    return allowed(async () => simulator().truth({ ...asked, reads: readJson(Reads, reads) }));
  });
  server.get('/__control/counters', async () => simulator().counters());
  server.get('/__control/state', async () => {
    const { clientId, sellers } = simulator();
    return { now: simulator().now().toISOString(), clientId, sellers };
  });
}
