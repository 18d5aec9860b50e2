import { errorTable, toAppError } from '@pulso/domain';
import { hideSecretText } from './logging/hide-secret-text.ts';

/** Where a program that cannot go on says so and ends; tests give their own. */
export interface ProgramHost {
  stderr: { write(text: string): unknown };
  exit(code: number): void;
}

/**
 * Runs the main function of a program. What it throws is the last thing the program says, on stderr:
 * the sentence of one of our errors, because that is what the operator needs; anything else with its
 * stack, because that is what we need. Then it ends with the error's exit code (contract 5).
 */
export async function runProgram(main: () => Promise<void>, host: ProgramHost = process): Promise<void> {
  try {
    await main();
  } catch (thrown) {
    const error = toAppError(thrown);
    const isUnknown = error.code === 'internal' && thrown instanceof Error;
    host.stderr.write(`${hideSecretText(isUnknown ? (thrown.stack ?? thrown.message) : error.message)}\n`);
    host.exit(errorTable[error.code].exitCode);
  }
}
