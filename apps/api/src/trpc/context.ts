import { listTenants, type Tenant } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import type { FastifyRequest } from 'fastify';
import type { ApiContext } from '../routes/api-context.ts';
import { isOwnOrigin, type RequestOrigin, whyNoLocalSignIn } from './local-sign-in.ts';

/** What a procedure may know of its request. */
export interface TrpcContext {
  deps: ApiContext;
  /** The tenant whose dashboard this request opens. @throws AppError `unauthenticated` when it may open none */
  signIn(): Promise<Tenant>;
  /** @throws AppError `forbidden`, `unsupported_media_type` for a change that another site asks for */
  assertOwnPage(): void;
}

/** The context of one HTTP request, which may carry several procedures: they sign in once. */
export function createContext(deps: ApiContext, request: FastifyRequest): TrpcContext {
  const { socket } = request.raw;
  return createInnerContext(deps, { peer: socket.remoteAddress, ownPort: portOf(request), headers: request.headers });
}

/** As `createContext`, from what a request shows. */
export function createInnerContext(deps: ApiContext, origin: RequestOrigin): TrpcContext {
  let tenant: Promise<Tenant> | null = null;
  return {
    deps,
    signIn: () => {
      tenant ??= findTenantFor(deps, origin);
      return tenant;
    },
    assertOwnPage: () => {
      if (!isOwnOrigin(origin)) throw new AppError('forbidden', 'Changes are accepted from our own page only');
      const [type = ''] = (origin.headers['content-type'] ?? '').split(';');
      if (type.trim().toLowerCase() !== 'application/json') {
        throw new AppError('unsupported_media_type', 'Send changes as application/json');
      }
    },
  };
}

async function findTenantFor(deps: ApiContext, origin: RequestOrigin): Promise<Tenant> {
  const refusal = whyNoLocalSignIn(deps.settings, origin);
  if (refusal) throw new AppError('unauthenticated', `The dashboard opens only on the machine it runs on: ${refusal}`);
  await deps.assertSchemaIsCurrent();
  const [tenant] = await listTenants(deps.db, { activeOnly: false });
  if (!tenant)
    throw new AppError('not_found', 'There is no tenant yet; create one with: npm run pulso -- tenant create');
  return tenant;
}

function portOf(request: FastifyRequest): number | undefined {
  const address = request.server.server.address();
  return typeof address === 'object' ? address?.port : undefined;
}
