import { AppError, toAppError } from '@pulso/domain';
import { openJobDeps } from '@pulso/jobs';
import { createLogger } from '@pulso/runtime';
import type { CommandContext } from '../command-context.ts';
import { checkAlerts } from './check-alerts.ts';
import { checkConfiguration } from './check-configuration.ts';
import { checkConnections } from './check-connections.ts';
import { checkDatabase } from './check-database.ts';
import { checkMercadolivre } from './check-mercadolivre.ts';
import { checkReplica } from './check-replica.ts';
import { checkWork } from './check-work.ts';
import { type Finding, fail, mostImportantFirst } from './finding.ts';
import { judgeClocks } from './judge-clocks.ts';

/** Looks at everything that a run needs and at what came of the runs, the most important first; changes nothing, and never throws for what it is there to find. */
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
    const replica = database.isUsable ? await checkReplica(deps.db, { settings, clock }) : [];
    const meli = settings.meli ? await checkMercadolivre(settings.meli, clock) : null;
    const isMeliReachable = meli?.finding.status === 'ok';
    const clocks = judgeClocks({
      database_seconds: database.skew_seconds,
      mercadolivre_seconds: meli?.skew_seconds ?? null,
    });
    const work = database.isUsable ? await checkWork(deps.db, { settings, clock }) : [];
    const connections = database.isUsable ? await checkConnections(deps, { isMeliReachable }) : [];
    return mostImportantFirst([
      ...findings,
      ...database.findings,
      ...replica,
      ...clocks,
      ...(meli ? [meli.finding] : []),
      ...connections,
      ...work,
      checkAlerts(settings),
    ]);
  } finally {
    await close();
  }
}
