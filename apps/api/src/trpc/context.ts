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
  /** @throws AppError `forbidden`, `unsupported_media_type` for a change that another site asks for */
  assertOwnPage(): void;
}

/**
 * The context of one HTTP request, which may carry several procedures: they sign in once.
 * @param reply gets the cookies of a session that is kept up; left out = they are not told
 */
export function createContext(deps: ApiContext, request: FastifyRequest, reply?: FastifyReply): TrpcContext {
  let visitor: Promise<Visitor> | null = null;
  const giveCookies = (lines: string[]) => {
    if (lines.length > 0) reply?.header('set-cookie', lines);
  };
  return {
    deps,
    signIn: () => {
      visitor ??= findVisitor(deps, requestOriginOf(request), { giveCookies });
      return visitor;
    },
    assertOwnPage: () => assertOwnPage(request, deps.settings.publicUrl),
  };
}
