/**
 * The closed list of what can go wrong, with what the outside sees of it.
 * `httpStatus`: contract 3. `exitCode`: contract 5 (1 failed, 2 usage, 3 authorisation needed).
 * `isTransient`: another attempt may succeed without anybody doing anything.
 */
export const errorTable = {
  invalid_input: { httpStatus: 400, exitCode: 2, isTransient: false, title: 'The request is not valid' },
  unauthenticated: { httpStatus: 401, exitCode: 2, isTransient: false, title: 'Authentication is missing' },
  forbidden: { httpStatus: 403, exitCode: 2, isTransient: false, title: 'Access refused' },
  unknown_tenant: { httpStatus: 404, exitCode: 2, isTransient: false, title: 'There is no such tenant' },
  not_found: { httpStatus: 404, exitCode: 2, isTransient: false, title: 'Not found' },
  method_not_allowed: { httpStatus: 405, exitCode: 2, isTransient: false, title: 'Method not allowed' },
  payload_too_large: { httpStatus: 413, exitCode: 2, isTransient: false, title: 'The body is too large' },
  unsupported_media_type: { httpStatus: 415, exitCode: 2, isTransient: false, title: 'Only JSON is accepted' },
  too_many_attempts: { httpStatus: 429, exitCode: 1, isTransient: false, title: 'Too many refused attempts' },
  already_member: { httpStatus: 409, exitCode: 2, isTransient: false, title: 'This person is a member already' },
  last_owner: { httpStatus: 409, exitCode: 2, isTransient: false, title: 'A company keeps an owner' },
  seller_connected_elsewhere: {
    httpStatus: 409,
    exitCode: 1,
    isTransient: false,
    title: 'The seller cannot be connected',
  },
  reauthorisation_required: {
    httpStatus: 409,
    exitCode: 3,
    isTransient: false,
    title: 'The seller has to authorise again',
  },
  consent_unknown: { httpStatus: 400, exitCode: 2, isTransient: false, title: 'The authorisation is not known' },
  consent_denied: { httpStatus: 403, exitCode: 2, isTransient: false, title: 'The access was not given' },
  consent_not_main_user: {
    httpStatus: 403,
    exitCode: 2,
    isTransient: false,
    title: 'Only the main user can give the access',
  },
  meli_unavailable: { httpStatus: 502, exitCode: 1, isTransient: true, title: 'Mercado Livre did not answer' },
  meli_throttled: { httpStatus: 502, exitCode: 1, isTransient: true, title: 'Mercado Livre asks us to slow down' },
  meli_refused: { httpStatus: 502, exitCode: 1, isTransient: false, title: 'Mercado Livre refused the call' },
  meli_contract: {
    httpStatus: 502,
    exitCode: 1,
    isTransient: false,
    title: 'Mercado Livre answered in an unknown form',
  },
  meli_configuration: {
    httpStatus: 502,
    exitCode: 1,
    isTransient: false,
    title: 'The Mercado Livre application is misconfigured',
  },
  jobs_key_missing: {
    httpStatus: 503,
    exitCode: 1,
    isTransient: false,
    title: 'No key for job endpoints is configured',
  },
  database_unavailable: { httpStatus: 503, exitCode: 1, isTransient: true, title: 'The database is not reachable' },
  schema_behind: {
    httpStatus: 503,
    exitCode: 1,
    isTransient: false,
    title: 'The database schema is behind this version',
  },
  configuration: { httpStatus: 500, exitCode: 2, isTransient: false, title: 'The configuration is not valid' },
  invariant_broken: { httpStatus: 500, exitCode: 1, isTransient: false, title: 'A check on the numbers failed' },
  run_overdue: { httpStatus: 500, exitCode: 1, isTransient: true, title: 'The run took longer than it may' },
  cancelled: { httpStatus: 500, exitCode: 1, isTransient: false, title: 'The run was cancelled' },
  interrupted: { httpStatus: 500, exitCode: 1, isTransient: true, title: 'The run was stopped before its end' },
  internal: { httpStatus: 500, exitCode: 1, isTransient: false, title: 'Something of ours failed' },
} as const satisfies Record<string, ErrorFacts>;

interface ErrorFacts {
  httpStatus: number;
  exitCode: 1 | 2 | 3;
  isTransient: boolean;
  title: string;
}

export type AppErrorCode = keyof typeof errorTable;

/** One fault of an input, for the `errors` of a 400. */
export interface InputFault {
  path: string;
  message: string;
}

/** Every failure that Pulso names. `message` says what to do and carries no secret. */
export class AppError extends Error {
  override readonly name = 'AppError';
  readonly code: AppErrorCode;
  readonly faults: readonly InputFault[];

  constructor(code: AppErrorCode, message: string, options: { cause?: unknown; faults?: InputFault[] } = {}) {
    super(message, options.cause === undefined ? {} : { cause: options.cause });
    this.code = code;
    this.faults = options.faults ?? [];
  }
}

/** Anything thrown, as an `AppError`: what has no code of its own becomes `internal`. */
export function toAppError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return thrown;
  return new AppError('internal', 'Unexpected failure; the log has the details', { cause: thrown });
}
