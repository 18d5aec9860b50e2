import type { ApiFailure } from './trpc.ts';

/** Why a part of the page has no data, as far as the seller can do something about it. */
export type FailureCause =
  | 'signIn'
  | 'forbidden'
  | 'busy'
  | 'noTenant'
  | 'database'
  | 'schema'
  | 'unreachable'
  | 'ours';

/** Sorts a failed call by its code; an answer that never came has none. */
export function causeOf(failure: Pick<ApiFailure, 'data'>): FailureCause {
  if (!failure.data) return 'unreachable';
  const { code, errorCode } = failure.data;
  if (code === 'UNAUTHORIZED') return 'signIn';
  if (code === 'FORBIDDEN') return 'forbidden';
  if (code === 'TOO_MANY_REQUESTS') return 'busy';
  if (errorCode === 'database_unavailable') return 'database';
  if (errorCode === 'schema_behind') return 'schema';
  if (errorCode === 'not_found' || errorCode === 'unknown_tenant') return 'noTenant';
  return 'ours';
}

/** Whether asking again may help without anybody doing anything. */
export function isPassing(failure: Pick<ApiFailure, 'data'>): boolean {
  const cause = causeOf(failure);
  if (cause === 'unreachable' || cause === 'database' || cause === 'busy') return true;
  return failure.data?.httpStatus === 500;
}
