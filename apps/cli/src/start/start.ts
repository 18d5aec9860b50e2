import { systemClock } from '@pulso/domain';
import { createJobRunner, openJobDeps } from '@pulso/jobs';
import {
  createLogger,
  type Environment,
  onShutdown,
  parseSettings,
  resolveSettings,
  type ShutdownStep,
} from '@pulso/runtime';
import type { CloseLater } from './close-later.ts';
import { connectSimulatedSeller, needsSeller } from './ensure-demonstration.ts';
import { firstRuns } from './first-runs.ts';
import { openGround } from './open-ground.ts';
import { openStartLog } from './open-start-log.ts';
import { say, sayRun } from './say.ts';
import { sayFirstOwner } from './say-first-owner.ts';
import { startParts } from './start-parts.ts';

export interface StartOptions {
  env: Environment;
  /** The root of the checkout, where `dist` is. */
  folder: string;
}

/** How deep the history of the demonstration goes; a real seller begins with the newest 30 days. */
const DEPTHS_DAYS = { simulator: [30, 120], mercadolivre: [30] } as const;

/** A failed start ends with its own code even when everything closed well. */
const exitingHost = {
  on: process.on.bind(process),
  exit: (code: number) => process.exit(Math.max(code, Number(process.exitCode ?? 0))),
};

/**
 * `npm start`: the database, the simulator, API with web, and scheduler, on embedded defaults or on what the environment
 * names; then the first sync. Keeps running until it is told to stop. A second one on the same data folder prints the
 * address of the first and ends well. A part that cannot be started stops what was started by then and ends with code 1.
 */
export async function start({ env, folder }: StartOptions): Promise<void> {
  const startedAt_ms = Date.now();
  const settings = parseSettings(env, folder);
  const log = createLogger({ app: 'start', level: settings.logLevel, to: await openStartLog(settings.dataDir) });
  const steps: ShutdownStep[] = [];
  const closeLater: CloseLater = (name, close) => steps.unshift({ name, close });
  const shutdown = onShutdown(steps, { log, deadline_ms: 60_000, host: exitingHost });
  try {
    const ground = await openGround({ settings, closeLater });
    if ('runningAt' in ground) {
      say(`O Pulso já está rodando: ${ground.runningAt}`);
      return await shutdown('another npm start runs here');
    }
    const { db, tenant } = ground;
    const parts = await startParts({ folder, env, settings, ground, closeLater });
    const resolved = await resolveSettings(env, { folder });
    const applicationName = 'pulso start';
    const { deps, close } = await openJobDeps({ settings: resolved, clock: systemClock, log, applicationName });
    closeLater('jobs', close);
    const { refreshToken, address, startScheduler, whenOneEnds } = parts;
    await connectSimulatedSeller(db, tenant.tenantId, { refreshToken, deps: deps.connections });
    say(`Painel: ${address}`);
    await sayFirstOwner({ db, settings: resolved, address });

    const runner = createJobRunner(deps);
    closeLater('runs', () => runner.stop());
    if (await needsSeller(db, tenant.tenantId)) {
      say(`Nenhuma conta conectada. Conecte uma: npm run pulso -- connection add --tenant ${tenant.tenantId}`);
    } else {
      const depths = DEPTHS_DAYS[resolved.source];
      const runs = firstRuns(runner, tenant.tenantId, { depths, startedAt_ms, clock: systemClock });
      for await (const first of runs) sayRun(first);
    }
    await startScheduler();
    say(`O Pulso está rodando em ${address}; os dados ficam em ${settings.dataDir}. Ctrl-C encerra.`);
    whenOneEnds((name, code) => void shutdown(`${name} ended with code ${code}`));
  } catch (error) {
    log.fatal({ err: error }, 'start failed');
    say(`Não foi possível iniciar: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    await shutdown('start failed');
  }
}
