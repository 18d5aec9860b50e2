import { join } from 'node:path';
import { type Environment, removeRunningStart, type Settings, writeRunningStart } from '@pulso/runtime';
import { z } from 'zod';
import type { CloseLater } from './close-later.ts';
import { mayAuthorise } from './ensure-demonstration.ts';
import { type KeptParts, keepParts } from './keep-parts.ts';
import type { Ground } from './open-ground.ts';
import { spawnPart } from './spawn-part.ts';
import { startSimulator } from './start-simulator.ts';

/** Where the API takes notices (contract 3). */
const NOTICES_PATH = '/api/v1/mercadolivre/notifications';

const Listening = z.object({ type: z.literal('listening'), address: z.string() });

/** The processes of a local start. */
export interface Parts {
  /** Where the dashboard is. */
  address: string;
  /** The simulated seller's key, when the seller had to authorise. */
  refreshToken: string | undefined;
  /** Apart from the others, because its first hour comes after the first sync. */
  startScheduler(): Promise<void>;
  whenOneEnds: KeptParts['whenOneEnds'];
}

/** Who runs from the sources, as `npm run dev` does, starts the parts from theirs. */
const isSource = import.meta.filename.endsWith('.ts');
const entryOf = (folder: string, project: string) =>
  isSource ? join(folder, project, 'src/main.ts') : join(folder, 'dist', project, 'main.js');

/** Starts simulator and API, tells each where the other is, and writes it down for the other commands. */
export async function startParts({
  folder,
  env,
  settings,
  ground,
  closeLater,
}: {
  folder: string;
  env: Environment;
  settings: Settings;
  ground: Ground;
  closeLater: CloseLater;
}): Promise<Parts> {
  const { dataDir } = settings;
  const childEnv = { ...process.env, ...env, PULSO_DATA_DIR: dataDir };
  const logDir = join(dataDir, 'logs');
  const { keep, whenOneEnds } = keepParts(closeLater);
  const authorise = await mayAuthorise(ground.db, ground.tenant.tenantId);
  const simulator = settings.meli
    ? null
    : await startSimulator({ main: entryOf(folder, 'libs/meli-simulator'), dataDir, env: childEnv, authorise });
  if (simulator) keep(simulator.part);

  const running = {
    databaseUrl: ground.embeddedUrl,
    simulator: simulator && {
      apiUrl: simulator.announcement.url,
      authUrl: simulator.announcement.authUrl,
      clientId: simulator.announcement.clientId,
      clientSecret: simulator.announcement.clientSecret,
    },
    pid: process.pid,
    startedAt: new Date().toISOString(),
  };
  await writeRunningStart(dataDir, { ...running, address: null });
  closeLater('runtime.json', () => removeRunningStart(dataDir));

  const api = keep(await spawnPart({ name: 'api', main: entryOf(folder, 'apps/api'), env: childEnv, logDir }));
  const { address } = Listening.parse(await api.ready);
  await writeRunningStart(dataDir, { ...running, address });
  // Only now, because the API needs the simulator's address before it has one of its own.
  simulator?.part.tell({ callbackUrl: `${address}${NOTICES_PATH}` });
  return {
    address,
    refreshToken: simulator?.announcement.sellers[0]?.refreshToken,
    async startScheduler() {
      const main = entryOf(folder, 'apps/scheduler');
      const part = keep(await spawnPart({ name: 'scheduler', main, args: ['start'], env: childEnv, logDir }));
      // It need not say anything; its end is watched like that of the others.
      part.ready.catch(() => undefined);
    },
    whenOneEnds,
  };
}
