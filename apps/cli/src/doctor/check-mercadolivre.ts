import type { Clock } from '@pulso/domain';
import type { MeliSettings } from '@pulso/runtime';
import { type Finding, fail, ok } from './finding.ts';

const TIMEOUT_MS = 10_000;

/** The header tells whole seconds, cut off; in the middle of its second it is half a second off at most. */
const HALF_SECOND_MS = 500;

/**
 * Whether Mercado Livre's host answers, and what its clock shows; asked without a key, its refusal is an answer too.
 * @returns `skew_seconds`: how far this machine's clock is ahead of it; null when it did not say
 */
export async function checkMercadolivre(
  { apiUrl }: MeliSettings,
  clock: Clock,
): Promise<{ finding: Finding; skew_seconds: number | null }> {
  const todo = 'Confira a rede, MELI_API_URL e se o Mercado Livre (ou o simulador do npm start) está no ar';
  try {
    const before = clock.now().getTime();
    const { status, headers } = await fetch(`${apiUrl}/users/me`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    const between = (before + clock.now().getTime()) / 2;
    const told = Date.parse(headers.get('date') ?? '');
    const skew_seconds = Number.isNaN(told) ? null : (between - told - HALF_SECOND_MS) / 1000;
    if (status >= 500) {
      return {
        finding: fail('mercadolivre', `Mercado Livre responde com erro ${status} em ${apiUrl}`, todo),
        skew_seconds,
      };
    }
    return { finding: ok('mercadolivre', `Mercado Livre responde em ${apiUrl}`), skew_seconds };
  } catch {
    return { finding: fail('mercadolivre', `Mercado Livre sem resposta em ${apiUrl}`, todo), skew_seconds: null };
  }
}
