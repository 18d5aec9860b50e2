import type { FastifyInstance } from 'fastify';
import { z } from 'zod';
import { TOKEN_REFUSALS, type TokenRefusal } from '../oauth/key-rules.ts';
import type { Simulator } from '../simulator.ts';
import { allowed, read } from './read-control.ts';

const Seller = z.strictObject({ sellerId: z.string().optional() });
const Rules = z
  .strictObject({
    expiresIn_seconds: z.number(),
    hasOfflineAccess: z.boolean(),
    tokenRefusal: z.enum(Object.keys(TOKEN_REFUSALS) as TokenRefusal[]).nullable(),
    tokenRefusalStatus: z.number().nullable(),
    isBlocked: z.boolean(),
    requiresPkce: z.boolean(),
    redirectUri: z.string().nullable(),
  })
  .partial();

/** Keys from outside: given out, taken back, and by which rules; there only where the simulator was started with control. */
export function controlKeyRoutes(server: FastifyInstance, simulator: () => Simulator): void {
  server.post('/__control/refresh-tokens', async ({ body }) => {
    const { sellerId } = read(Seller, body ?? {});
    return { refreshToken: await allowed(() => simulator().issueRefreshToken(sellerId)) };
  });
  server.post('/__control/revoked-consents', async ({ body }) => {
    const { sellerId } = read(Seller, body ?? {});
    await allowed(() => simulator().revokeConsent(sellerId));
    return { isRevoked: simulator().isRevoked(sellerId) };
  });
  server.post('/__control/changed-passwords', async ({ body }) => {
    const { sellerId } = read(Seller, body ?? {});
    await allowed(() => simulator().changePassword(sellerId));
    return { refreshToken: simulator().liveRefreshToken(sellerId) };
  });
  server.post('/__control/key-rules', async ({ body }) => {
    const change = read(Rules, body ?? {});
    const given = Object.fromEntries(Object.entries(change).filter(([, value]) => value !== undefined));
    await allowed(() => simulator().setKeyRules(given));
    return given;
  });
}
