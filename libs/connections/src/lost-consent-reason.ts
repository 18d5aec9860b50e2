import { OFFLINE_ACCESS_MISSING } from '@pulso/meli-client';

/** Why the key of a seller is no longer taken, by Mercado Livre's own word (API document 1.3); for the seller's eyes. */
const REASONS = new Map([
  [
    'invalid_grant',
    'O Mercado Livre encerrou a autorização desta conta: ela expirou, foi retirada por você, a senha mudou ou há dados ou documentos pendentes na conta. Resolva o que estiver pendente e conecte-a de novo.',
  ],
  [
    'unauthorized_client',
    'Esta conta não dá mais permissão ao nosso aplicativo no Mercado Livre. Conecte-a de novo e aceite o acesso.',
  ],
  [
    OFFLINE_ACCESS_MISSING,
    'O nosso aplicativo perdeu a permissão de acesso contínuo (offline_access) no Mercado Livre. Avise quem cuida do Pulso e depois conecte esta conta de novo.',
  ],
]);

/**
 * The sentence that a connection shows when its seller has to authorise again.
 * @param code Mercado Livre's word; null or one that is not known gives the sentence without a cause
 */
export function lostConsentReason(code: string | null): string {
  return REASONS.get(code ?? '') ?? 'O Mercado Livre não aceita mais a autorização desta conta. Conecte-a de novo.';
}

/**
 * The same where our own process ended, or the answer was lost, while a new key was on its way: the former key may have been spent for one
 * that nobody has, and Mercado Livre says only that it is not taken.
 */
export const CUT_SHORT_REASON =
  'Uma renovação da chave desta conta foi interrompida antes de a chave nova ser guardada, ou a autorização foi encerrada: o Mercado Livre não aceita mais a chave anterior. Conecte-a de novo; o histórico fica.';
