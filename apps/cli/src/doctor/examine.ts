import { AppError, toAppError } from '@pulso/domain';
import { openJobDeps } from '@pulso/jobs';
import { createLogger } from '@pulso/runtime';
import type { CommandContext } from '../command-context.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkConnections } from './check-connections.ts';
import { checkDatabase } from './check-database.ts';
import { checkMercadolivre } from './check-mercadolivre.ts';
import { type Finding, fail } from './finding.ts';

/** Looks at everything that a run needs, changes nothing, and never throws for what it is there to find. */
export async function examine(context: CommandContext): Promise<Finding[]> {
  const { findings, settings } = await checkConfiguration(context);
  if (!settings) return findings;
  const { clock } = context;
  const log = createLogger({ app: 'pulso', level: settings.logLevel });
  const opened = await openJobDeps({ settings, clock, log, applicationName: 'pulso doctor' }).catch(toAppError);
  if (opened instanceof AppError) return [...findings, fail('configuration', opened.message, 'Veja .env.example')];
  const { deps, close } = opened;
  try {
    const database = await checkDatabase(deps.db, { settings, clock });
    const meli = settings.meli ? [await checkMercadolivre(settings.meli)] : [];
    const isMeliReachable = meli.some((one) => one.status === 'ok');
    const connections = database.isUsable ? await checkConnections(deps, { isMeliReachable }) : [];
    return [...findings, ...database.findings, ...meli, ...connections];
  } finally {
    await close();
  }
}
