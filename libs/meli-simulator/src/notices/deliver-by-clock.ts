import type { Notifier } from './create-notifier.ts';

/** How late a notice may be on the system's clock. */
const LATE_MS = 200;

/** Delivers as time goes by, one round at a time; returns what ends it. Only for a simulator on the system's clock. */
export function deliverByClock({ deliverDue }: Pick<Notifier, 'deliverDue'>): () => void {
  let isBusy = false;
  const timer = setInterval(() => {
    if (isBusy) return;
    isBusy = true;
    deliverDue()
      .catch((error: unknown) => process.stderr.write(`notices cannot be kept: ${String(error)}\n`))
      .finally(() => {
        isBusy = false;
      });
  }, LATE_MS);
  timer.unref();
  return () => clearInterval(timer);
}
