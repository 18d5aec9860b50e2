import { createWriteStream, type WriteStream } from 'node:fs';
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';

/** The log file of `npm start` itself, so that the terminal shows only what a person needs. */
export async function openStartLog(dataDir: string): Promise<WriteStream> {
  const folder = join(dataDir, 'logs');
  await mkdir(folder, { recursive: true });
  return createWriteStream(join(folder, 'start.log'), { flags: 'a', mode: 0o600 });
}
