import { setTimeout as wait } from 'node:timers/promises';
import { AppError } from '@pulso/domain';
import { readRunningStart } from '@pulso/runtime';

const LOOK_MS = 200;
const WAIT_MS_MAX = 120_000;

/**
 * The address of the `npm start` that already runs on this data folder; waits while it is still starting.
 * @throws AppError `configuration` when it shows no address in two minutes
 */
export async function findOtherStart(dataDir: string): Promise<string> {
  for (let waited_ms = 0; waited_ms < WAIT_MS_MAX; waited_ms += LOOK_MS) {
    const running = await readRunningStart(dataDir);
    if (running?.address) return running.address;
    await wait(LOOK_MS);
  }
  throw new AppError('configuration', `Another npm start holds ${dataDir} but shows no address; stop it and try again`);
}
