import { AppError } from '@pulso/domain';
import { z } from 'zod';

const Id = z.guid().transform((text) => text.toLowerCase());

/**
 * An id as the user typed it: behind its option, or alone.
 * @param given the ways in which it may have been given, the option's value last
 * @throws AppError `invalid_input` when it is missing, no uuid, or given twice and not the same
 */
export function readId(name: string, ...given: (string | undefined)[]): string {
  const [first, second] = given.filter((one) => one !== undefined);
  if (first === undefined) throw new AppError('invalid_input', `${name} is missing; give it as --${name} ID`);
  if (second !== undefined && second !== first) throw new AppError('invalid_input', `${name} is given twice`);
  const id = Id.safeParse(first);
  if (!id.success) throw new AppError('invalid_input', `${name} must be a uuid, as ${shownBy(name)} shows it`);
  return id.data;
}

/** Runs are too many for a list at the terminal. */
function shownBy(name: string): string {
  return name === 'job' ? '"pulso doctor", "scheduler run" or GET /api/v1/jobs' : `"pulso ${name} list"`;
}

/** As `readId`, but null for an option that was left out; one that is empty, as from an unset variable, is refused. */
export function readIdIfGiven(name: string, given: string | undefined): string | null {
  return given === undefined ? null : readId(name, given);
}
