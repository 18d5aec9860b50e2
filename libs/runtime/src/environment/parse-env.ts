import { AppError, type InputFault } from '@pulso/domain';
import type { z } from 'zod';
import type { Environment } from './read-environment.ts';

/**
 * Reads the variables that `schema` names; all others are not looked at. Values are trimmed, and
 * an empty one counts as missing (contract 2).
 *
 * @throws AppError `configuration` with one line per fault, variable by variable; values are never
 *   repeated, because any of them may be a secret
 */
export function parseEnv<Shape extends z.ZodRawShape>(
  schema: z.ZodObject<Shape>,
  source: Environment,
): z.output<z.ZodObject<Shape>> {
  const given = Object.keys(schema.shape).map((name) => [name, source[name]?.trim() || undefined] as const);
  const parsed = schema.safeParse(Object.fromEntries(given));
  if (parsed.success) return parsed.data;
  const faults = parsed.error.issues.map((issue): InputFault => {
    const name = issue.path.join('.');
    return { path: name, message: source[name]?.trim() ? issue.message : missingMessage(issue) };
  });
  throw configurationError(faults);
}

/** One error that lists every fault of the environment. */
export function configurationError(faults: InputFault[]): AppError {
  const lines = faults.map(({ path, message }) => `  ${path}: ${message}`);
  const title = 'The environment is not usable; .env.example explains every variable:';
  return new AppError('configuration', [title, ...lines].join('\n'), { faults });
}

function missingMessage(issue: z.core.$ZodIssue): string {
  return issue.code === 'custom' ? issue.message : 'is missing';
}
