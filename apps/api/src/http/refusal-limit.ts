import { AppError } from '@pulso/domain';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible';
import { addressBlock } from './address-block.ts';

/** How many refusals an address may have, and how long until they are forgotten. */
export interface RefusalAllowance {
  most: number;
  per_seconds: number;
}

/** Of passwords and links, which people type. */
export const signInAllowance: RefusalAllowance = { most: 10, per_seconds: 600 };
/** Of internal keys: a program with an old one may go on asking every few seconds and learn why it is refused. */
export const keyAllowance: RefusalAllowance = { most: 30, per_seconds: 60 };

/** Slows down whoever tries one secret after the other, and nobody else. */
export interface RefusalLimit {
  /**
   * Counts a refusal.
   * @throws AppError `too_many_attempts`, with `Retry-After` on the answer, for one too many
   */
  count(request: FastifyRequest, reply: FastifyReply): Promise<void>;
  /**
   * Runs `attempt`. It counts while it runs, so that a hundred at once are not more than one after the other; only a refusal stays counted.
   * @throws as `count`; else what `attempt` threw
   */
  guard<Result>(request: FastifyRequest, reply: FastifyReply, attempt: () => Promise<Result>): Promise<Result>;
}

/** Counts per address and process. */
export function createRefusalLimit({ most, per_seconds }: RefusalAllowance): RefusalLimit {
  const limiter = new RateLimiterMemory({ points: most, duration: per_seconds });
  const count: RefusalLimit['count'] = async (request, reply) => {
    await limiter.consume(addressBlock(request.ip)).catch((full: unknown) => {
      if (!(full instanceof RateLimiterRes)) throw full;
      const wait_seconds = Math.max(1, Math.ceil(full.msBeforeNext / 1000));
      reply.header('retry-after', wait_seconds);
      throw new AppError('too_many_attempts', `Too many refused attempts; try again in ${wait_seconds} seconds`);
    });
  };
  return {
    count,
    async guard(request, reply, attempt) {
      await count(request, reply);
      const forgive = () => limiter.reward(addressBlock(request.ip));
      try {
        const result = await attempt();
        await forgive();
        return result;
      } catch (error) {
        if (!isRefusal(error)) await forgive();
        throw error;
      }
    },
  };
}

/** A wrong password or a wrong link; what was only mistyped, or is our own fault, tries out nothing. */
function isRefusal(error: unknown): boolean {
  return error instanceof AppError && ['unauthenticated', 'forbidden', 'not_found'].includes(error.code);
}
