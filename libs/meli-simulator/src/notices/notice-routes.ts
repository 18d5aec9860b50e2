import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { allowed, read } from '../http/read-control.ts';
import type { Notifier } from './create-notifier.ts';

const Wish = z.strictObject({
  topic: z.string().min(1),
  resource: z.string().min(1),
  sellerId: z.string().optional(),
  fields: z.record(z.string(), z.unknown()).optional(),
  times: z.int().min(1).max(100).optional(),
});
const Rules = z
  .strictObject({
    callbackUrl: z.string().nullable(),
    timeout_ms: z.number(),
    switchOffAfter_ms: z.number(),
    duplicateShare: z.number(),
    lateShare: z.number(),
    dialects: z.enum(['mixed', 'plain']),
  })
  .partial();
const Topics = z.strictObject({ topics: z.array(z.string()).optional() });

/** Notices from outside: sent by hand, by which rules, how they stand; there only where the simulator was started with control. */
export function noticeRoutes(server: FastifyInstance, notifier: Notifier): void {
  server.get('/__control/notices', async () => notifier.report());
  server.post('/__control/notices', async ({ body }) => {
    await allowed(() => notifier.send(read(Wish, body)));
    return notifier.report();
  });
  server.post('/__control/notices/deliver', async () => {
    await notifier.deliverDue();
    return notifier.report();
  });
  server.post('/__control/notice-rules', async ({ body }) => {
    const change = read(Rules, body ?? {});
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    await allowed(async () => notifier.setRules(given));
    return notifier.report();
  });
  server.post('/__control/subscriptions', async ({ body }) => {
    await notifier.subscribe(read(Topics, body ?? {}).topics);
    return notifier.report();
  });
}
