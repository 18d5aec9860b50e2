import { AppError } from '@pulso/domain';
import type { FastifyRequest } from 'fastify';
import type { ApiContext } from '../routes/api-context.ts';
import { findVisitor, type Visitor } from './find-visitor.ts';
import { requestOriginOf } from './request-origin.ts';

/** Somebody who signed in by a password. */
export type Person = Visitor & { user: NonNullable<Visitor['user']>; sessionId: string };

/** @throws AppError `unauthenticated`, on the local page too when nobody signed in there */
export async function requirePerson(context: ApiContext, request: FastifyRequest): Promise<Person> {
  const visitor = await findVisitor(context, requestOriginOf(request), { giveCookies: () => undefined });
  const { user, sessionId } = visitor;
  if (!user || sessionId === null) throw new AppError('unauthenticated', 'Nobody is signed in here');
  return { ...visitor, user, sessionId };
}
