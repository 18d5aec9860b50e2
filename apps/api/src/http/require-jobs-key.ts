import { AppError } from '@pulso/domain';
import { type Secret, secretMatches } from '@pulso/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';
import type { RefusalLimit } from './refusal-limit.ts';

/**
 * Lets a request pass that carries a valid internal key, always; the order of refusals is contract 3's. One that carries none tries nothing
 * out and is not counted.
 * @throws AppError `jobs_key_missing` (none configured), `unauthenticated` (none sent), `forbidden` (another one), `too_many_attempts` (too
 *   many others from this address)
 */
export async function requireJobsKey(
  request: FastifyRequest,
  reply: FastifyReply,
  { jobsKeys, refusals }: { jobsKeys: readonly Secret[]; refusals: RefusalLimit },
): Promise<void> {
  if (jobsKeys.length === 0) {
    throw new AppError('jobs_key_missing', 'Set INTERNAL_JOBS_KEY and start again to open this endpoint');
  }
  const presented = request.headers['x-internal-key'];
  if (!presented) {
    reply.header('www-authenticate', 'X-Internal-Key');
    throw new AppError('unauthenticated', 'Send the internal key in the header X-Internal-Key');
  }
  if (!secretMatches(String(presented), jobsKeys)) {
    await refusals.count(request, reply);
    throw new AppError('forbidden', 'The key in X-Internal-Key is not valid here');
  }
}
