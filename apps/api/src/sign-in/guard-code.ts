import { AppError } from '@pulso/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalLimit } from '../http/refusal-limit.ts';

/** For so long the library takes no code of somebody whose codes were wrong ten times. */
const PERSON_WAITS_SECONDS = 900;

/** As `limit.guard`, and says when to come back also to whoever has to wait as a person rather than as an address. */
export async function guardCode<Result>(
  limit: RefusalLimit,
  { request, reply }: { request: FastifyRequest; reply: FastifyReply },
  attempt: () => Promise<Result>,
): Promise<Result> {
  try {
    return await limit.guard(request, reply, attempt);
  } catch (error) {
    const waits = error instanceof AppError && error.code === 'too_many_attempts';
    if (waits && !reply.hasHeader('retry-after')) reply.header('retry-after', PERSON_WAITS_SECONDS);
    throw error;
  }
}
