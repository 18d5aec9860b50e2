import type { MeliSettings } from '@pulso/runtime';
import { type Finding, fail, ok } from './finding.ts';

const TIMEOUT_MS = 10_000;

/** Whether Mercado Livre's host answers; asked without a key, its refusal is an answer too. */
export async function checkMercadolivre({ apiUrl }: MeliSettings): Promise<Finding> {
  const todo = 'Confira a rede, MELI_API_URL e se o Mercado Livre (ou o simulador do npm start) está no ar';
  try {
    const { status } = await fetch(`${apiUrl}/users/me`, { signal: AbortSignal.timeout(TIMEOUT_MS) });
    if (status >= 500) return fail('mercadolivre', `Mercado Livre responde com erro ${status} em ${apiUrl}`, todo);
    return ok('mercadolivre', `Mercado Livre responde em ${apiUrl}`);
  } catch {
    return fail('mercadolivre', `Mercado Livre sem resposta em ${apiUrl}`, todo);
  }
}
