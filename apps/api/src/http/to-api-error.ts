import { AppError, type AppErrorCode, toAppError } from '@pulso/domain';

/** Fastify's own refusals, by its error codes. */
const codeOfFastify: Record<string, AppErrorCode> = {
  FST_ERR_CTP_BODY_TOO_LARGE: 'payload_too_large',
  FST_ERR_CTP_INVALID_MEDIA_TYPE: 'unsupported_media_type',
  FST_ERR_NOT_FOUND: 'not_found',
};

/**
 * Anything thrown on the way of a request, as one of our errors that is safe to show. What has no
 * name of its own becomes `internal` and says nothing; the log keeps the cause.
 */
export function toApiError(thrown: unknown): AppError {
  if (thrown instanceof AppError) return withoutInnards(thrown);
  if (!(thrown instanceof Error)) return toAppError(thrown);
  if ('code' in thrown && thrown.code === 'FST_ERR_HANDLER_TIMEOUT') return noAnswerInTime(thrown);
  const code = 'code' in thrown ? codeOfFastify[String(thrown.code)] : undefined;
  if (code) return new AppError(code, thrown.message, { cause: thrown });
  const status = 'statusCode' in thrown ? Number(thrown.statusCode) : 500;
  if (status === 403 || status === 404) return new AppError('not_found', 'There is nothing at this address');
  return status >= 400 && status < 500 ? unreadable(thrown) : toAppError(thrown);
}

function unreadable(cause: Error): AppError {
  const message = 'cannot be read';
  return new AppError('invalid_input', `The request ${message}`, { cause, faults: [{ path: '', message }] });
}

/** Nothing but the database can hold a request up for so long. */
export function noAnswerInTime(cause?: Error): AppError {
  return new AppError('database_unavailable', 'The database did not answer in time; try again shortly', { cause });
}

/** Why the database is away names its host and users: that is for the log. */
function withoutInnards(error: AppError): AppError {
  if (error.code !== 'database_unavailable') return error;
  return new AppError(error.code, 'The database is not reachable; try again shortly', { cause: error });
}
