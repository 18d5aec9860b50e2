import type { EventEmitter } from 'node:events';
import type { Logger } from './logging/create-logger.ts';
import { serializeError } from './logging/serialize-error.ts';

/** One thing to close. Steps close in order: first what takes work in, last what the others need. */
export interface ShutdownStep {
  name: string;
  close(): unknown;
}

export interface ShutdownOptions {
  log: Logger;
  /** After this long the process ends with code 1, whatever is still open. */
  deadline_ms?: number;
  /** Aborted when closing begins, for work that goes on beside it and would open more. */
  stopping?: AbortController;
  /** Where signals come from and the process ends; tests give their own. */
  host?: ShutdownHost;
}

export interface ShutdownHost extends Pick<EventEmitter, 'on'> {
  exit(code: number): void;
}

const DEADLINE_MS = 15_000;
const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Closes everything once, in order, when the process is told to stop: SIGINT, SIGTERM, or its parent
 * gone (only where there is a channel to one). Told again it goes on closing: one Ctrl-C reaches a
 * process both from the terminal and from npm. A step that fails is logged and the next one closes; one that is added while closing
 * goes on has its turn like the others.
 * Ends with code 0, with 1 when a step failed or the deadline passed.
 *
 * @returns the same closing, for a process that ends by itself; resolves when every step is closed
 */
export function onShutdown(
  steps: readonly ShutdownStep[],
  options: ShutdownOptions,
): (reason: string) => Promise<void> {
  const { log, deadline_ms = DEADLINE_MS, stopping, host = process } = options;
  let closing: Promise<void> | null = null;

  const shutdown = (reason: string): Promise<void> => {
    closing ??= closeAll(reason);
    return closing;
  };

  const closeAll = async (reason: string): Promise<void> => {
    log.info({ reason }, 'shutting down');
    stopping?.abort();
    const deadline = setTimeout(() => {
      log.error({ deadline_ms }, 'shutdown took too long, ending now');
      host.exit(1);
    }, deadline_ms);
    deadline.unref();
    const failures = await closeInOrder(steps, log);
    clearTimeout(deadline);
    log.info('shut down');
    host.exit(failures === 0 ? 0 : 1);
  };

  for (const signal of SIGNALS) host.on(signal, () => void shutdown(signal));
  host.on('disconnect', () => void shutdown('parent gone'));
  return shutdown;
}

async function closeInOrder(steps: readonly ShutdownStep[], log: Logger): Promise<number> {
  let failures = 0;
  const begun = new Set<ShutdownStep>();
  // Looked for anew each time, because what was just opened is put in front of what is already closed.
  for (;;) {
    const step = steps.find((one) => !begun.has(one));
    if (!step) return failures;
    begun.add(step);
    const { name } = step;
    try {
      await step.close();
      log.debug({ step: name }, 'closed');
    } catch (error) {
      failures += 1;
      log.error({ step: name, err: serializeError(error) }, 'could not close');
    }
  }
}
