import type { AppErrorCode } from '@pulso/domain';
import { type TRPC_ERROR_CODE_KEY, TRPCError } from '@trpc/server';
import { toApiError } from '../http/to-api-error.ts';

/** How each of our failures is called in tRPC; the statuses are those of `errorTable` (tested). */
export const trpcCodes = {
  invalid_input: 'BAD_REQUEST',
  unauthenticated: 'UNAUTHORIZED',
  forbidden: 'FORBIDDEN',
  unknown_tenant: 'NOT_FOUND',
  not_found: 'NOT_FOUND',
  method_not_allowed: 'METHOD_NOT_SUPPORTED',
  payload_too_large: 'PAYLOAD_TOO_LARGE',
  unsupported_media_type: 'UNSUPPORTED_MEDIA_TYPE',
  too_many_attempts: 'TOO_MANY_REQUESTS',
  already_member: 'CONFLICT',
  last_owner: 'CONFLICT',
  seller_connected_elsewhere: 'CONFLICT',
  reauthorisation_required: 'CONFLICT',
  consent_unknown: 'BAD_REQUEST',
  consent_denied: 'FORBIDDEN',
  consent_not_main_user: 'FORBIDDEN',
  meli_unavailable: 'BAD_GATEWAY',
  meli_throttled: 'BAD_GATEWAY',
  meli_refused: 'BAD_GATEWAY',
  meli_contract: 'BAD_GATEWAY',
  meli_configuration: 'BAD_GATEWAY',
  jobs_key_missing: 'SERVICE_UNAVAILABLE',
  database_unavailable: 'SERVICE_UNAVAILABLE',
  schema_behind: 'SERVICE_UNAVAILABLE',
  configuration: 'INTERNAL_SERVER_ERROR',
  invariant_broken: 'INTERNAL_SERVER_ERROR',
  run_overdue: 'INTERNAL_SERVER_ERROR',
  cancelled: 'INTERNAL_SERVER_ERROR',
  interrupted: 'INTERNAL_SERVER_ERROR',
  internal: 'INTERNAL_SERVER_ERROR',
} as const satisfies Record<AppErrorCode, TRPC_ERROR_CODE_KEY>;

/** Anything that a verb threw, as tRPC's error; what has no code of its own says nothing to the caller. */
export function toTrpcError(thrown: unknown): TRPCError {
  if (thrown instanceof TRPCError && thrown.code !== 'INTERNAL_SERVER_ERROR') return thrown;
  const error = toApiError(thrown instanceof TRPCError ? (thrown.cause ?? thrown) : thrown);
  return new TRPCError({ code: trpcCodes[error.code], message: error.message, cause: error });
}
