import type { Outcome } from './to-outcome.ts';

/**
 * The exit code of a run (contract 5): 0 every one ended as success, partial or skipped; 3 all that ran need their
 * seller's authorisation; 1 any other failure. Skipped ones did not run.
 */
export function exitCodeOf(outcomes: readonly Outcome[]): 0 | 1 | 3 {
  const ran = outcomes.filter((one) => one.status !== 'SKIPPED');
  if (ran.every((one) => one.success)) return 0;
  return ran.every((one) => one.errorCode === 'reauthorisation_required') ? 3 : 1;
}
