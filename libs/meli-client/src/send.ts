import { MeliNetworkError, MeliTimeoutError } from './errors.ts';

export interface Sending {
  /** The call by its template, for errors. */
  endpoint: string;
  /** From the first byte sent to the last one read. */
  timeout_ms: number;
  signal?: AbortSignal | undefined;
  fetch: typeof fetch;
}

export interface RawAnswer {
  status: number;
  headers: Headers;
  text: string;
}

/**
 * The one place that speaks HTTP: sends once and reads the whole answer as text, whatever its status. Redirections are not
 * followed, since a key must not travel to another address.
 *
 * @throws MeliTimeoutError, MeliNetworkError; the signal's own reason once the caller has given up
 */
export async function send(
  url: string,
  init: Pick<RequestInit, 'method' | 'headers' | 'body'>,
  { endpoint, timeout_ms, signal, fetch }: Sending,
): Promise<RawAnswer> {
  const tooLate = AbortSignal.timeout(timeout_ms);
  try {
    const response = await fetch(url, {
      ...init,
      redirect: 'manual',
      signal: signal ? AbortSignal.any([signal, tooLate]) : tooLate,
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    signal?.throwIfAborted();
    if (tooLate.aborted) throw new MeliTimeoutError(`no answer within ${timeout_ms} ms`, { endpoint, cause });
    throw new MeliNetworkError('no answer', { endpoint, cause });
  }
}
