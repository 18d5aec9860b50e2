import { getTenant, listTenants, type Tenant } from '@pulso/connections';
import { AppError } from '@pulso/domain';
import { findSession, listMemberships, type Role } from '@pulso/members';
import type { ApiContext } from '../routes/api-context.ts';
import { type RequestOrigin, whyNoLocalSignIn } from '../trpc/local-sign-in.ts';

/** Who asks, whose dashboard they have before them, and what they may do there. */
export interface Visitor {
  tenant: Tenant;
  role: Role;
  /** Null on the local page, which opens without a password. */
  user: { userId: string; email: string } | null;
  sessionId: string | null;
}

/**
 * The person that a request's cookie names, or else the one who sits at the machine itself.
 * @param options.giveCookies takes the `Set-Cookie` lines that the answer has to carry
 * @throws AppError `unauthenticated`; `not_found` on the local page while there is no tenant
 */
export async function findVisitor(
  deps: ApiContext,
  origin: RequestOrigin,
  { giveCookies }: { giveCookies: (lines: string[]) => void },
): Promise<Visitor> {
  const hasCookie = origin.headers.cookie !== undefined;
  const isLocal = whyNoLocalSignIn(deps.settings, origin) === null;
  if (!hasCookie && !isLocal) throw notSignedIn();
  await deps.assertSchemaIsCurrent();
  const { session, cookies } = await findSession(deps.auth, origin.headers.cookie);
  giveCookies(cookies);
  if (session) {
    const { userId, email, sessionId, activeTenantId } = session;
    const memberships = await listMemberships(deps.db, userId);
    const membership = memberships.find(({ tenantId }) => tenantId === activeTenantId);
    if (!membership) throw notSignedIn();
    const tenant = await getTenant(deps.db, membership.tenantId);
    return { tenant, role: membership.role, user: { userId, email }, sessionId };
  }
  if (!isLocal) throw notSignedIn();
  const [tenant] = await listTenants(deps.db, { activeOnly: false });
  if (!tenant)
    throw new AppError('not_found', 'There is no tenant yet; create one with: npm run pulso -- tenant create');
  return { tenant, role: 'owner', user: null, sessionId: null };
}

function notSignedIn(): AppError {
  return new AppError('unauthenticated', 'Sign in first');
}
