import type { Tenant } from '@pulso/connections';
import type { FastifyRequest } from 'fastify';
import type { ApiContext } from '../routes/api-context.ts';
import { createContext } from '../trpc/context.ts';

/** Who begins, or brings back, the authorisation of a seller. */
export interface Connecting {
  tenant: Tenant;
  /** What the way back is bound to besides the browser; null where nobody signs in. */
  sessionId: string | null;
}

/**
 * The one place where the connecting of sellers learns who asks: the tenant is the sign-in's, never the address's.
 * @throws AppError `unauthenticated`
 */
export async function whoConnects(context: ApiContext, request: FastifyRequest): Promise<Connecting> {
  return { tenant: await createContext(context, request).signIn(), sessionId: null };
}
