/** What `doctor` looks at. */
export type CheckName =
  | 'configuration'
  | 'database'
  | 'clock'
  | 'schema'
  | 'wall'
  | 'replica'
  | 'mercadolivre'
  | 'schedule'
  | 'connection'
  | 'freshness'
  | 'runs'
  | 'notices'
  | 'months'
  | 'alerts'
  | 'pause';

/** What `doctor` says fits one screen: of many alike only so many are told one by one. */
export const TOLD_MAX = 5;

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

const SEVERITY: Record<Finding['status'], number> = { fail: 0, warn: 1, ok: 2 };

/** What needs somebody first; of the same weight as they were found, which is from the ground up. */
export function mostImportantFirst(findings: readonly Finding[]): Finding[] {
  return [...findings].sort((a, b) => SEVERITY[a.status] - SEVERITY[b.status]);
}

/** The first names and how many more there are. */
export function nameSome(names: readonly string[]): string {
  const more = names.length - TOLD_MAX;
  return `${names.slice(0, TOLD_MAX).join(', ')}${more > 0 ? ` e mais ${more}` : ''}`;
}
