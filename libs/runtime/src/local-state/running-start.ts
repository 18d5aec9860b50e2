import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { hasCode } from '../has-code.ts';
import { readPrivateFile } from './read-private-file.ts';
import { writePrivateFile } from './write-private-file.ts';

const RunningStartFile = z.object({
  databaseUrl: z.string().min(1).nullable(),
  simulator: z
    .object({
      apiUrl: z.string().min(1),
      authUrl: z.string().min(1),
      clientId: z.string().min(1),
      clientSecret: z.string().min(1),
    })
    .nullable(),
  address: z.string().min(1).nullable(),
  pid: z.int().positive(),
  startedAt: z.string().min(1),
});

/**
 * How the other commands find a running `npm start`. The file may outlive its writer, and another process may have got its pid:
 * whoever reads it connects to what it names before believing it.
 *
 * `databaseUrl` is the embedded database, null when `npm start` uses a DATABASE_URL;
 * `simulator` is null when it uses the real Mercado Livre; `address` is null until the page answers.
 */
export type RunningStart = z.output<typeof RunningStartFile>;

/**
 * @returns null as well when its process is gone: the database may have outlived it, the simulator has not
 * @throws AppError `configuration` when the file was damaged
 */
export async function readRunningStart(dataDir: string): Promise<RunningStart | null> {
  const running = await readPrivateFile(fileIn(dataDir), RunningStartFile);
  return running && isAlive(running.pid) ? running : null;
}

export async function writeRunningStart(dataDir: string, running: RunningStart): Promise<void> {
  await writePrivateFile(fileIn(dataDir), running);
}

export async function removeRunningStart(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true });
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // It is there, and runs as another user.
    return hasCode(error, 'EPERM');
  }
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'runtime.json');
}
