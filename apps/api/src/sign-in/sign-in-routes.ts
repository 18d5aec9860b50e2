import type { FastifyInstance } from 'fastify';
import { assertOwnPage } from '../http/assert-own-page.ts';
import { readJsonBodies } from '../http/read-json-body.ts';
import { createRefusalLimit, signInAllowance } from '../http/refusal-limit.ts';
import type { Operation } from '../openapi/operation.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { acceptInvitationOperation, acceptInvitationRoute } from './accept-invitation-route.ts';
import { askResetOperation, askResetRoute } from './ask-reset-route.ts';
import { chooseTenantOperation, chooseTenantRoute } from './choose-tenant-route.ts';
import { eraseCompanyOperation, eraseCompanyRoute } from './erase-company-route.ts';
import { finishSignInOperation, finishSignInRoute } from './finish-sign-in-route.ts';
import { firstOwnerOperation, firstOwnerRoute } from './first-owner-route.ts';
import { ownPasskeyOperations, ownPasskeyRoutes } from './own-passkey-routes.ts';
import { passkeySignInOperations, passkeySignInRoutes } from './passkey-sign-in-routes.ts';
import { readInvitationOperation, readInvitationRoute } from './read-invitation-route.ts';
import { resetPasswordOperation, resetPasswordRoute } from './reset-password-route.ts';
import { secondFactorOperations, secondFactorRoutes } from './second-factor-routes.ts';
import { signInOperation, signInRoute } from './sign-in-route.ts';
import { signOutOperations, signOutRoutes } from './sign-out-routes.ts';
import { startOperation, startRoute } from './start-route.ts';

const BODY_BYTES_MAX = 4 * 1024;

export const signInOperations: Operation[] = [
  startOperation,
  signInOperation,
  finishSignInOperation,
  ...signOutOperations,
  chooseTenantOperation,
  firstOwnerOperation,
  readInvitationOperation,
  acceptInvitationOperation,
  askResetOperation,
  resetPasswordOperation,
  eraseCompanyOperation,
  ...secondFactorOperations,
  ...passkeySignInOperations,
  ...ownPasskeyOperations,
];

/** The ways in and out, for people who are not signed in yet; everything else of the page is behind `tenantProcedure`. */
export function signInRoutes(server: FastifyInstance, context: ApiContext): void {
  startRoute(server, context);
  void server.register(async (scope) => {
    scope.addHook('onRoute', (route) => {
      route.bodyLimit ??= BODY_BYTES_MAX;
    });
    // After the body was read, so that its refusals keep their order, and before anything looks into it.
    readJsonBodies(scope);
    scope.addHook('preHandler', async (request) => {
      assertOwnPage(request, context.settings.publicUrl);
      await context.assertSchemaIsCurrent();
    });
    // One for all of them: whoever was refused a password does not go on with links.
    const limit = createRefusalLimit(context.refusals ?? signInAllowance);
    signInRoute(scope, context, limit);
    finishSignInRoute(scope, context, limit);
    signOutRoutes(scope, context);
    chooseTenantRoute(scope, context);
    firstOwnerRoute(scope, context, limit);
    readInvitationRoute(scope, context, limit);
    acceptInvitationRoute(scope, context, limit);
    askResetRoute(scope, context);
    resetPasswordRoute(scope, context, limit);
    eraseCompanyRoute(scope, context, limit);
    secondFactorRoutes(scope, context, limit);
    passkeySignInRoutes(scope, context, limit);
    ownPasskeyRoutes(scope, context, limit);
  });
}
