const CAUSES_MAX = 4;

export interface LoggedError {
  type: string;
  message: string;
  code?: string;
  stack?: string;
  faults?: unknown;
  cause?: LoggedError;
}

/** What a log line shows of anything thrown: no other property of the error, because those may hold whole requests. */
export function serializeError(thrown: unknown, depth = 0): LoggedError {
  if (!(thrown instanceof Error)) return { type: typeof thrown, message: String(thrown) };
  return {
    type: thrown.name,
    message: thrown.message,
    ...('code' in thrown ? { code: String(thrown.code) } : {}),
    ...('faults' in thrown ? { faults: thrown.faults } : {}),
    ...(thrown.stack ? { stack: thrown.stack } : {}),
    ...(thrown.cause !== undefined && depth < CAUSES_MAX ? { cause: serializeError(thrown.cause, depth + 1) } : {}),
  };
}
