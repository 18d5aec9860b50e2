/** Where a client gets the key of its seller; how it is stored and renewed is the owner's business. */
export interface TokenProvider {
  /** A key that has not expired. */
  getAccessToken(signal?: AbortSignal): Promise<string>;
  /** Another key than `rejected`, which Mercado Livre refused. */
  replaceRejectedToken(rejected: string, signal?: AbortSignal): Promise<string>;
}

/** Callers that ask at the same time share one answer, so that an expired key is renewed once (API document 11, Q02). */
export function singleFlight(source: TokenProvider): TokenProvider {
  const underWay = new Map<string, Promise<string>>();
  const share = (key: string, ask: () => Promise<string>) => {
    const shared = underWay.get(key);
    if (shared) return shared;
    const asked = ask().finally(() => underWay.delete(key));
    underWay.set(key, asked);
    return asked;
  };
  return {
    getAccessToken: () => share('current', () => source.getAccessToken()),
    replaceRejectedToken: (rejected) => share(`instead of ${rejected}`, () => source.replaceRejectedToken(rejected)),
  };
}
