import { AppError } from '@pulso/domain';
import { type ResolvedSettings, resolveSettings } from '@pulso/runtime';
import type { CommandContext } from '../command-context.ts';
import { type Finding, fail, ok } from './finding.ts';

const SOURCE_TEXT = { simulator: 'o simulador', mercadolivre: 'o Mercado Livre' };
const DATABASE_TEXT = { embedded: 'o banco do npm start', external: 'o banco de DATABASE_URL' };

/** Reads the environment; without Mercado Livre the rest can still be examined, without a database it cannot. */
export async function checkConfiguration({
  env,
  folder,
}: CommandContext): Promise<{ findings: Finding[]; settings: ResolvedSettings | null }> {
  try {
    const settings = await resolveSettings(env, { folder });
    const used = `${DATABASE_TEXT[settings.database]} e ${SOURCE_TEXT[settings.source]}`;
    return { findings: [ok('configuration', `Configuração válida: usa ${used}`)], settings };
  } catch (error) {
    const settings = await resolveSettings(env, { folder, needsMeli: false }).catch(() => null);
    return { findings: toFindings(error), settings };
  }
}

function toFindings(error: unknown): Finding[] {
  if (!(error instanceof AppError)) throw error;
  if (error.faults.length === 0) {
    return [fail('configuration', 'Falta o que a configuração tem de dizer', error.message)];
  }
  return error.faults.map(({ path, message }) =>
    fail('configuration', `${path}: ${message}`, `Corrija ${path} no ambiente ou no .env; .env.example explica`),
  );
}
