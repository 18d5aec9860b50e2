import type { MeliRates, Settings } from './settings.ts';

const VISITS_SHARE = 0.4;
const DEFAULTS = {
  mercadolivre: { requestsPerSecond: 10, visitsPerSecond: 4 },
  simulator: { requestsPerSecond: 500, visitsPerSecond: 500 },
} as const satisfies Record<string, MeliRates>;

/**
 * The budget of requests, from the environment or by default (contract 2): when only the first rate
 * is set, visits get 0.4 of it. Visits never get more than the whole, of which they are a part.
 */
export function ratesOf(
  { requestsPerSecond, visitsPerSecond }: Pick<Settings, 'requestsPerSecond' | 'visitsPerSecond'>,
  source: keyof typeof DEFAULTS,
): MeliRates {
  const all = requestsPerSecond ?? DEFAULTS[source].requestsPerSecond;
  const share = requestsPerSecond === null ? DEFAULTS[source].visitsPerSecond : requestsPerSecond * VISITS_SHARE;
  return { requestsPerSecond: all, visitsPerSecond: Math.min(visitsPerSecond ?? share, all) };
}
