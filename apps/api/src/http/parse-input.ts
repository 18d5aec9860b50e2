import { AppError, type InputFault } from '@pulso/domain';
import { z } from 'zod';

/** Reads one part of an input; its faults are collected, so that a caller learns all of them at once. */
export function readPart<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  faults: InputFault[],
): z.output<Schema> | null {
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  faults.push(...parsed.error.issues.flatMap(toFaults));
  return null;
}

/** The query of a path that takes none: what is not known is refused, never passed over (contract 3). */
export const NoQuery = z.strictObject({});

/** @throws AppError `invalid_input` with every fault */
export function parseInput<Schema extends z.ZodType>(schema: Schema, value: unknown): z.output<Schema> {
  const faults: InputFault[] = [];
  const parsed = schema.safeParse(value);
  if (parsed.success) return parsed.data;
  faults.push(...parsed.error.issues.flatMap(toFaults));
  throw invalidInput(faults);
}

export function invalidInput(faults: InputFault[]): AppError {
  const summary = faults.map(({ path, message }) => (path ? `${path}: ${message}` : message)).join('; ');
  return new AppError('invalid_input', summary, { faults });
}

/** Faults of one issue; an unknown field is a fault of that field. */
export function toFaults(issue: z.core.$ZodIssue): InputFault[] {
  const path = issue.path.join('.');
  if (issue.code !== 'unrecognized_keys') return [{ path, message: issue.message }];
  return issue.keys.map((key) => ({ path: path ? `${path}.${key}` : key, message: 'is not a known field' }));
}
