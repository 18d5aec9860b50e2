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
import { connectSimulatedSeller, hasSeller } from './ensure-demonstration.ts';
import { firstRuns } from './first-runs.ts';
import { openGround } from './open-ground.ts';
import { openStartLog } from './open-start-log.ts';
import { say, sayEnd, sayNoSeller, sayRun } from './say.ts';
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
 * address of the first and ends well. A part that cannot be started, or that ends later, stops the others and ends it with code 1.
 */
export async function start({ env, folder }: StartOptions): Promise<void> {
  const startedAt_ms = Date.now();
  const settings = parseSettings(env, folder);
  const log = createLogger({ app: 'start', level: settings.logLevel, to: await openStartLog(settings.dataDir) });
  const steps: ShutdownStep[] = [];
  const closeLater: CloseLater = (name, close) => steps.unshift({ name, close });
  const stopping = new AbortController();
  const isStopping = () => stopping.signal.aborted;
  const shutdown = onShutdown(steps, { log, deadline_ms: 60_000, stopping, host: exitingHost });
  try {
    const ground = await openGround({ settings, closeLater });
    if ('runningAt' in ground) {
      say(`O Pulso já está rodando: ${ground.runningAt}`);
      return await shutdown('another npm start runs here');
    }
    const { db, tenant } = ground;
    const parts = await startParts({ folder, env, settings, ground, closeLater });
    parts.whenOneEnds((part, code) => {
      if (isStopping()) return;
      sayEnd(part, code);
      process.exitCode = 1;
      void shutdown(`${part.name} ended with code ${code}`);
    });
    const resolved = await resolveSettings(env, { folder });
    const applicationName = 'pulso start';
    const { deps, close } = await openJobDeps({ settings: resolved, clock: systemClock, log, applicationName });
    closeLater('jobs', close);
    const { refreshToken, address, startScheduler } = parts;
    await connectSimulatedSeller(db, tenant.tenantId, { refreshToken, deps: deps.connections });
    say(`Painel: ${address}`);
    await sayFirstOwner({ db, settings: resolved, address });

    const runner = createJobRunner(deps);
    closeLater('runs', () => runner.stop());
    if (await hasSeller(db, tenant.tenantId)) {
      const depths = DEPTHS_DAYS[resolved.source];
      for await (const first of firstRuns(runner, tenant.tenantId, { depths, startedAt_ms, clock: systemClock })) {
        // A run that was told to stop did not fail, and the next one is not to begin.
        if (isStopping()) return;
        sayRun(first);
      }
    } else sayNoSeller(tenant);
    if (isStopping()) return;
    await startScheduler();
    say(`O Pulso está rodando em ${address}; os dados ficam em ${settings.dataDir}. Ctrl-C encerra.`);
  } catch (error) {
    // What is being closed fails those who still use it.
    if (isStopping()) return;
    log.fatal({ err: error }, 'start failed');
    say(`Não foi possível iniciar: ${error instanceof Error ? error.message : String(error)}`);
    process.exitCode = 1;
    await shutdown('start failed');
  }
}
