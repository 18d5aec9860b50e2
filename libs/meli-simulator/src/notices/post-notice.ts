import type { Reply } from './notice.ts';

const BODY_MAX = 1000;

/**
 * Posts a notice once. An answer counts once its status is there; what comes after the limit, or never, has status 0.
 * @param options.timeout_ms of real time
 * @param options.signal ends the call when the simulator ends
 */
export async function postNotice(
  url: string,
  data: string,
  { timeout_ms, signal }: { timeout_ms: number; signal: AbortSignal },
): Promise<Reply> {
  const began = performance.now();
  const took = () => Math.round(performance.now() - began);
  const until = AbortSignal.any([signal, AbortSignal.timeout(timeout_ms)]);
  try {
    const headers = { accept: 'application/json', 'content-type': 'application/json' };
    const response = await fetch(url, { method: 'POST', headers, body: data, redirect: 'manual', signal: until });
    const took_ms = took();
    const text = await response.text().catch(() => '');
    return {
      status: response.status,
      took_ms,
      body: text.slice(0, BODY_MAX),
      headers: Object.fromEntries(response.headers),
    };
  } catch {
    return { status: 0, took_ms: took(), body: '', headers: {} };
  }
}
