import { createMeliClient, refreshTokens } from '@pulso/meli-client';
import type { SimulatorOptions } from '@pulso/meli-simulator';
import { startSimulator } from '@pulso/meli-simulator';

/** The instant of every bench; all of them read a world that stands still. */
export const NOW = new Date('2026-11-20T15:00:00Z');

/** A simulator with a client of its first seller, without a rate, so that only work is measured. */
export async function openReader(options: SimulatorOptions) {
  const clock = { now: () => NOW };
  const simulator = await startSimulator({ seed: 'bench', anchorDay: '2026-11-20', ...options, clock });
  const { url: apiUrl, clientId, clientSecret } = simulator;
  const sellerId = simulator.sellers[0]?.sellerId ?? '';
  const refreshToken = await simulator.issueRefreshToken(sellerId);
  const { accessToken } = await refreshTokens({ apiUrl, clientId, clientSecret, refreshToken, clock });
  const tokens = { getAccessToken: async () => accessToken, replaceRejectedToken: async () => accessToken };
  const clientFor = (url: string, through = fetch) => createMeliClient({ apiUrl: url, tokens, clock, fetch: through });
  return { simulator, sellerId, accessToken, clientFor, client: clientFor(apiUrl) };
}

export type Reader = Awaited<ReturnType<typeof openReader>>;
