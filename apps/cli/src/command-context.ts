import type { Clock } from '@pulso/domain';
import type { Environment } from '@pulso/runtime';

/** Where a command runs; main.ts gives the real process, a test its own. */
export interface CommandContext {
  env: Environment;
  /** What a relative PULSO_DATA_DIR is relative to. */
  folder: string;
  clock: Clock;
  readStdin(): Promise<string>;
  /** Asks whoever sits at the terminal; absent when nobody does. */
  ask?: (question: string) => Promise<string>;
}
