import { type DestinationStream, destination, type Logger, pino } from 'pino';
import type { LogLevel } from '../settings/settings.ts';
import { hideSecretFields } from './hide-secret-fields.ts';
import { hideSecretText } from './hide-secret-text.ts';
import { serializeError } from './serialize-error.ts';

export type { Logger } from 'pino';

const STDERR = 2;

/**
 * The log of one process: JSON lines on stderr, because stdout belongs to results (contract 5).
 * Secrets are hidden twice: fields by their name, and whatever looks like one in the finished line.
 *
 * @param options.app stands in every line
 * @param options.to another place for the lines; tests read them there
 */
export function createLogger({ app, level, to }: { app: string; level: LogLevel; to?: DestinationStream }): Logger {
  return pino(
    {
      level,
      base: { app, pid: process.pid },
      timestamp: () => `,"time":"${new Date().toISOString()}"`,
      formatters: {
        level: (label) => ({ level: label }),
        log: (fields) => hideSecretFields(fields) as Record<string, unknown>,
        bindings: (fields) => hideSecretFields(fields) as Record<string, unknown>,
      },
      serializers: { err: serializeError, error: serializeError, cause: serializeError },
      hooks: { streamWrite: hideSecretText },
    },
    to ?? destination({ dest: STDERR, sync: true }),
  );
}
