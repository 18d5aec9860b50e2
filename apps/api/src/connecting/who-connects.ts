import type { Tenant } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import { type Actor, isAtLeast } from '@pulso/members';
import type { FastifyRequest } from 'fastify';
import type { ApiContext } from '../routes/api-context.ts';
import { createContext } from '../trpc/context.ts';

/** Who begins, or brings back, the authorisation of a seller. */
export interface Connecting {
  tenant: Tenant;
  /** What the way back is bound to besides the browser; null where nobody signs in. */
  sessionId: string | null;
  /** For the audit log; null there too. */
  actor: Actor;
}

/**
 * The one place where the connecting of sellers learns who asks: the tenant is the sign-in's, never the address's.
 * @throws AppError `unauthenticated`; `forbidden` for whoever only looks
 */
export async function whoConnects(context: ApiContext, request: FastifyRequest): Promise<Connecting> {
  const { tenant, role, user, sessionId } = await createContext(context, request).signIn();
  if (!isAtLeast(role, 'member')) throw new AppError('forbidden', 'Connecting a seller needs the role member');
  return { tenant, sessionId, actor: user };
}
