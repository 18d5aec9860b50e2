import type { Database } from '@pulso/database';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { assertOwnPage } from '../http/assert-own-page.ts';
import type { ApiContext } from '../routes/api-context.ts';
import { findVisitor, type Visitor } from '../sign-in/find-visitor.ts';
import { requestOriginOf } from '../sign-in/request-origin.ts';

/** What a procedure may know of its request. */
export interface TrpcContext {
  deps: ApiContext;
  /** Who asks, and whose dashboard this request opens. @throws AppError `unauthenticated` when it may open none */
  signIn(): Promise<Visitor>;
  /** Where the numbers of that tenant are read: the same place for the whole request. @throws as `signIn` */
  chooseNumbersDb(): Promise<Database>;
  /** @throws AppError `forbidden`, `unsupported_media_type` for a change that another site asks for */
  assertOwnPage(): void;
}

/**
 * The context of one HTTP request, which may carry several procedures: they sign in once, and their numbers are read in one place.
 * @param reply gets the cookies of a session that is kept up; left out = they are not told
 */
export function createContext(deps: ApiContext, request: FastifyRequest, reply?: FastifyReply): TrpcContext {
  let visitor: Promise<Visitor> | null = null;
  const giveCookies = (lines: string[]) => {
    if (lines.length > 0) reply?.header('set-cookie', lines);
  };
  const signIn = () => {
    visitor ??= findVisitor(deps, requestOriginOf(request), { giveCookies });
    return visitor;
  };
  let numbersDb: Promise<Database> | null = null;
  return {
    deps,
    signIn,
    chooseNumbersDb: () => {
      numbersDb ??= signIn().then(({ tenant }) => deps.numbersSource(tenant.tenantId));
      return numbersDb;
    },
    assertOwnPage: () => assertOwnPage(request, deps.settings.publicUrl),
  };
}
