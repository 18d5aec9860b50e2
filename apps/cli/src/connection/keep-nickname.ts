import { type Connection, createTokenProvider, setNickname } from '@pulso/connections';
import type { JobDeps } from '@pulso/jobs';
import { createMeliClient } from '@pulso/meli-client';

const TIMEOUT_MS = 10_000;

/**
 * Asks Mercado Livre once for the public name of a new connection's account and keeps it. The first sync asks again, so
 * a failure here is no more than a line in the log.
 * @returns the name, or null when it could not be had
 */
export async function keepNickname(
  { db, connections, budget, clock, log }: JobDeps,
  { tenantId, connectionId }: Connection,
): Promise<string | null> {
  try {
    const client = createMeliClient({
      apiUrl: connections.application.apiUrl,
      tokens: createTokenProvider(db, tenantId, { connectionId, deps: connections }),
      budget,
      clock,
      timeout_ms: TIMEOUT_MS,
      retry: { throttledTriesMax: 1, unavailableTriesMax: 1 },
    });
    const { nickname } = await client.users.getMe();
    if (nickname) await setNickname(db, tenantId, { connectionId, nickname });
    return nickname;
  } catch (error) {
    log.warn({ connectionId, err: error }, 'the name of the account is not known yet');
    return null;
  }
}
