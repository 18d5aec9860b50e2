/** What `doctor` looks at. */
export type CheckName = 'configuration' | 'database' | 'clock' | 'schema' | 'mercadolivre' | 'connection';

/** One line of `doctor`. */
export interface Finding {
  check: CheckName;
  status: 'ok' | 'warn' | 'fail';
  /** What was found, in Portuguese. */
  message: string;
  /** What to do, in Portuguese; null when there is nothing to do. */
  todo: string | null;
}

export function ok(check: CheckName, message: string): Finding {
  return { check, status: 'ok', message, todo: null };
}

export function warn(check: CheckName, message: string, todo: string): Finding {
  return { check, status: 'warn', message, todo };
}

export function fail(check: CheckName, message: string, todo: string): Finding {
  return { check, status: 'fail', message, todo };
}
