import { randomUUID } from 'node:crypto';
import { kyselyAdapter } from '@better-auth/kysely-adapter';
import { type Database, driverPool } from '@pulso/database';
import { PASSWORD_LENGTH } from '@pulso/domain/password-length';
import { type BetterAuthOptions, betterAuth } from 'better-auth/minimal';
import { twoFactor } from 'better-auth/plugins/two-factor';
import { Kysely, PostgresDialect, type PostgresPool } from 'kysely';
import { listMemberships } from '../members/list-memberships.ts';
import { noteFault } from '../passkeys/follow-library.ts';
import { passkeyPlugin } from '../passkeys/passkey-plugin.ts';
import { passkeyCookieName, secondStepCookieName, sessionCookieName } from './cookie-names.ts';
import { hashSessionTokens } from './hash-session-tokens.ts';
import { numberedSecrets } from './numbered-secrets.ts';
import { secondFactorTables, tables } from './sign-in-tables.ts';

export const RESET_SECONDS = 2 * 3600;
/** How long a right password waits for its code. */
export const SECOND_STEP_SECONDS = 600;

/** As much of the library as is used here. Nothing of it is mounted: what the outside may ask for are our own routes. */
export type SignInLibrary = ReturnType<typeof openSignInLibrary>;

/**
 * better-auth over our tables and our pool (docs/adr/0001-people-and-sign-in.md). It never makes or looks at a table by itself.
 * @param options.secrets the first signs the cookies and encrypts what has to be read again, all decrypt
 * @param options.isSecure the page is opened over https
 * @param options.passkeyHost passkeys hold for it
 */
export function openSignInLibrary(
  db: Database,
  {
    secrets,
    isSecure,
    publicUrl,
    passkeyHost,
  }: { secrets: readonly string[]; isSecure: boolean; publicUrl: string | null; passkeyHost: string },
) {
  // Its type also asks for cursors, which nothing here streams with.
  const pool = driverPool(db) as unknown as PostgresPool;
  const kysely = new Kysely<object>({ dialect: new PostgresDialect({ pool }) });
  const attributes = { secure: isSecure, httpOnly: true, sameSite: 'lax', path: '/' } as const;
  return betterAuth({
    appName: 'Pulso',
    baseURL: publicUrl ?? 'http://localhost',
    secrets: numberedSecrets(secrets),
    telemetry: { enabled: false },
    // It would write addresses of mail: what it says is heard by `followLibrary`, and written nowhere.
    logger: { level: 'error', log: (_level, _message, ...details) => noteFault(details) },
    rateLimit: { enabled: false },
    database: (options: BetterAuthOptions) => hashSessionTokens(kyselyAdapter(kysely, { type: 'postgres' })(options)),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_LENGTH.min,
      maxPasswordLength: PASSWORD_LENGTH.max,
      resetPasswordTokenExpiresIn: RESET_SECONDS,
      revokeSessionsOnPasswordReset: true,
    },
    ...tables,
    advanced: {
      database: { generateId: () => randomUUID() },
      ipAddress: { disableIpTracking: true },
      // The library's own prefix is __Secure-; __Host- also keeps sibling hosts from setting it.
      useSecureCookies: false,
      cookies: {
        session_token: { name: sessionCookieName(isSecure), attributes },
        two_factor: { name: secondStepCookieName(isSecure), attributes },
        passkey: { name: passkeyCookieName(isSecure), attributes },
      },
    },
    plugins: [
      twoFactor({ issuer: 'Pulso', twoFactorCookieMaxAge: SECOND_STEP_SECONDS, schema: secondFactorTables }),
      passkeyPlugin(db, { host: passkeyHost }),
    ],
    databaseHooks: {
      // Who signs in from where with what is nobody's business.
      session: {
        create: {
          before: async (session) => {
            const [first] = await listMemberships(db, session.userId);
            // One that takes the place of another goes on showing the same company.
            const activeTenantId = session['activeTenantId'] ?? first?.tenantId ?? null;
            return { data: { ...session, ipAddress: null, userAgent: null, activeTenantId } };
          },
        },
      },
    },
  });
}
