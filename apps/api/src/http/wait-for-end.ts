/**
 * The value of `work` when it comes within `limit_ms` and before one of the signals; otherwise null.
 * The work itself goes on in any case. @throws what `work` is rejected with
 */
export async function waitForEnd<Value>(
  work: Promise<Value>,
  { limit_ms, signals }: { limit_ms: number; signals: readonly AbortSignal[] },
): Promise<Value | null> {
  const enough = Promise.withResolvers<null>();
  const giveUp = () => enough.resolve(null);
  const timer = setTimeout(giveUp, limit_ms);
  for (const signal of signals) {
    if (signal.aborted) giveUp();
    signal.addEventListener('abort', giveUp);
  }
  try {
    return await Promise.race([work, enough.promise]);
  } finally {
    clearTimeout(timer);
    for (const signal of signals) signal.removeEventListener('abort', giveUp);
  }
}
