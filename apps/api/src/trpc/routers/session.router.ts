import { type BusinessDay, businessDayOf } from '@pulso/domain';
import { hasSecondFactor, listMemberships, listPasskeys, type Role } from '@pulso/members';
import { createRouter, tenantProcedure } from '../trpc.ts';

export interface Session {
  tenantId: string;
  tenantName: string;
  timeZone: string;
  /** In which its days will be cut once a rebuild is published; null = the zone stays. */
  nextTimeZone: string | null;
  /** The running day in the tenant's zone. */
  today: BusinessDay;
  /** The server's clock, ISO 8601. */
  now: string;
  source: 'simulator' | 'mercadolivre';
  /** `local`: nobody was asked for a password, because the page was opened on the machine itself. */
  signIn: 'local' | 'password';
  role: Role;
  /** Null where nobody signed in. */
  email: string | null;
  /** Every company that this person may choose, the present one among them. */
  tenants: { tenantId: string; tenantName: string }[];
}

/** The ways in of whoever asks. */
export interface OwnAccess {
  /** A code is asked for besides the password. */
  hasSecondFactor: boolean;
}

/** A passkey of whoever asks. */
export interface OwnPasskey {
  passkeyId: string;
  name: string;
  createdAt: string;
  /** Null until it signed somebody in. */
  lastUsedAt: string | null;
}

export const sessionRouter = createRouter({
  get: tenantProcedure.meta({ least: 'viewer' }).query(async ({ ctx }): Promise<Session> => {
    const { deps, tenant, visitor } = ctx;
    const now = deps.clock.now();
    const { tenantId, name: tenantName } = tenant;
    const tenants = visitor.user ? await listMemberships(deps.auth.db, visitor.user.userId) : [tenant];
    return {
      tenantId,
      tenantName,
      timeZone: tenant.timeZone,
      nextTimeZone: tenant.nextTimeZone,
      today: businessDayOf(now, tenant.timeZone),
      now: now.toISOString(),
      source: deps.settings.source,
      signIn: visitor.user ? 'password' : 'local',
      role: visitor.role,
      email: visitor.user?.email ?? null,
      tenants: tenants.map((one) => ({
        tenantId: one.tenantId,
        tenantName: 'tenantName' in one ? one.tenantName : one.name,
      })),
    };
  }),

  access: tenantProcedure
    .meta({ least: 'viewer' })
    .query(async ({ ctx: { deps, visitor } }): Promise<OwnAccess | null> => {
      // Who sits at the machine itself has no way in of their own.
      if (!visitor.user) return null;
      return { hasSecondFactor: await hasSecondFactor(deps.auth, visitor.user.userId) };
    }),

  passkeys: tenantProcedure
    .meta({ least: 'viewer' })
    .query(async ({ ctx: { deps, visitor } }): Promise<OwnPasskey[]> => {
      if (!visitor.user) return [];
      const own = await listPasskeys(deps.auth, visitor.user.userId);
      return own.map(({ passkeyId, name, createdAt, lastUsedAt }) => ({
        passkeyId,
        name,
        createdAt: createdAt.toISOString(),
        lastUsedAt: lastUsedAt?.toISOString() ?? null,
      }));
    }),
});
