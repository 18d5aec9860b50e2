import { AppError } from '@pulso/domain';
import { type Secret, secretMatches } from '@pulso/runtime';
import type { FastifyReply, FastifyRequest } from 'fastify';

/**
 * Lets a request pass that carries a valid internal key; the order of refusals is contract 3's.
 * @throws AppError `jobs_key_missing` (none configured), `unauthenticated` (none sent), `forbidden` (another one)
 */
export function requireJobsKey(request: FastifyRequest, reply: FastifyReply, jobsKeys: readonly Secret[]): void {
  if (jobsKeys.length === 0) {
    throw new AppError('jobs_key_missing', 'Set INTERNAL_JOBS_KEY and start again to open this endpoint');
  }
  const presented = request.headers['x-internal-key'];
  if (!presented) {
    reply.header('www-authenticate', 'X-Internal-Key');
    throw new AppError('unauthenticated', 'Send the internal key in the header X-Internal-Key');
  }
  if (!secretMatches(String(presented), jobsKeys)) {
    throw new AppError('forbidden', 'The key in X-Internal-Key is not valid here');
  }
}
