import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
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
  pid: z.int(),
  startedAt: z.string().min(1),
});

/**
 * How the other commands find a running `npm start`. The file may outlive its writer: whoever
 * reads it connects to what it names before believing it.
 *
 * `databaseUrl` is the embedded database, null when `npm start` uses a DATABASE_URL;
 * `simulator` is null when it uses the real Mercado Livre; `address` is null until the page answers.
 */
export type RunningStart = z.output<typeof RunningStartFile>;

/** @throws AppError `configuration` when the file was damaged */
export async function readRunningStart(dataDir: string): Promise<RunningStart | null> {
  return readPrivateFile(fileIn(dataDir), RunningStartFile);
}

export async function writeRunningStart(dataDir: string, running: RunningStart): Promise<void> {
  await writePrivateFile(fileIn(dataDir), running);
}

export async function removeRunningStart(dataDir: string): Promise<void> {
  await rm(fileIn(dataDir), { force: true });
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'runtime.json');
}
