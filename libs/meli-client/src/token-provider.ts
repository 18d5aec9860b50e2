/** Where a client gets the key of its seller; how it is stored and renewed is the owner's business. */
export interface TokenProvider {
  /** A key that has not expired. */
  getAccessToken(signal?: AbortSignal): Promise<string>;
  /** Another key than `rejected`, which Mercado Livre refused. */
  replaceRejectedToken(rejected: string, signal?: AbortSignal): Promise<string>;
}

/**
 * A provider whose callers share one answer when they ask at the same time, so that an expired key is renewed once, however
 * many calls found it expired (API document 11, Q02). Who still holds a key that was replaced meanwhile gets today's key, not another
 * renewal. A caller that gives up leaves the others their answer.
 */
export function singleFlight(source: TokenProvider): TokenProvider {
  const underWay = new Map<string, Promise<string>>();
  const replaced = new Map<string, string>();

  const share = (name: string, signal: AbortSignal | undefined, ask: () => Promise<string>) => {
    let asked = underWay.get(name);
    if (!asked) {
      asked = ask().finally(() => underWay.delete(name));
      underWay.set(name, asked);
    }
    return signal ? unlessAborted(asked, signal) : asked;
  };

  return {
    getAccessToken: (signal) => share('current', signal, () => source.getAccessToken()),
    replaceRejectedToken(rejected, signal) {
      let newest = rejected;
      for (let next = replaced.get(newest); next !== undefined; next = replaced.get(newest)) newest = next;
      if (newest !== rejected) return Promise.resolve(newest);
      return share(`instead of ${rejected}`, signal, async () => {
        const replacement = await source.replaceRejectedToken(rejected);
        if (!replaced.has(replacement) && replacement !== rejected) replaced.set(rejected, replacement);
        return replacement;
      });
    },
  };
}

function unlessAborted(shared: Promise<string>, signal: AbortSignal): Promise<string> {
  return new Promise((resolve, reject) => {
    const leave = () => reject(signal.reason as Error);
    if (signal.aborted) leave();
    signal.addEventListener('abort', leave, { once: true });
    void shared.then(resolve, reject).finally(() => signal.removeEventListener('abort', leave));
  });
}
