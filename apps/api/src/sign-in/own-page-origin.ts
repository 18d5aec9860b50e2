import type { FastifyRequest } from 'fastify';
import type { ApiSettings } from '../api-deps.ts';
import { requestOriginOf } from './request-origin.ts';

/**
 * Where our own page is, for what a browser signs together with it: the address that the operator has set, else the local one with the port
 * that we listen on. Never what a header says, which whoever lures somebody to another page writes as well.
 */
export function ownPageOrigin({ publicUrl }: Pick<ApiSettings, 'publicUrl'>, request: FastifyRequest): string {
  return publicUrl ?? `http://localhost:${requestOriginOf(request).ownPort}`;
}
