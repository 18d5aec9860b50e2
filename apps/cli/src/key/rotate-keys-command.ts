import { type RotatedKeys, rotateKeys } from '@pulso/connections';
import { systemClock } from '@pulso/domain';
import { openTokenCipher } from '@pulso/jobs';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';

const INCOMPLETE = 1;

/** `pulso key rotate`: puts everything that is encrypted under the first key, while the other programs work on. */
export function rotateKeysCommand(context: CommandContext): Promise<CommandResult> {
  return withDatabase(context, async (db, settings) => {
    const ofSellers = await rotateKeys(db, { cipher: openTokenCipher(settings) });
    // Loaded here: the library that signs people in is large.
    const { openAuthentication, rotateSecondFactors } = await import('@pulso/members');
    const ofPeople = await rotateSecondFactors(openAuthentication({ ...settings, db, clock: systemClock }));
    const result = {
      keyId: ofSellers.keyId,
      reencrypted: ofSellers.reencrypted + ofPeople.reencrypted,
      unreadable: ofSellers.unreadable + ofPeople.unreadable,
      remaining: ofSellers.remaining + ofPeople.remaining,
    };
    const isComplete = result.unreadable + result.remaining === 0;
    return { result, lines: tell(result, settings.encryptionKeys.length), exitCode: isComplete ? 0 : INCOMPLETE };
  });
}

function tell({ keyId, reencrypted, unreadable, remaining }: RotatedKeys, keys: number): string[] {
  const done = reencrypted === 0 ? 'Nada a recifrar' : `Registros recifrados: ${reencrypted}`;
  const lines = [`${done}; a chave em uso é ${keyId}.`];
  if (unreadable > 0) {
    lines.push(
      `Registros com uma chave que não foi dada: ${unreadable}. Ponha essa chave como segunda em TOKEN_ENCRYPTION_KEY e repita; sem ela, as contas precisam ser conectadas de novo, e a verificação em duas etapas, desligada.`,
    );
  }
  if (remaining > 0) {
    lines.push(
      `Registros que outro programa gravou enquanto isso: ${remaining}. Reinicie todos com as mesmas chaves e repita.`,
    );
  }
  if (unreadable + remaining === 0 && keys > 1) {
    lines.push(
      'A segunda chave não protege mais nada: quando todos os programas tiverem a nova como primeira, tire-a.',
    );
  }
  return lines;
}
