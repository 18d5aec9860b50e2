import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream';
import { createGunzip } from 'node:zlib';
import { AppError } from '@pulso/domain';
import { z } from 'zod';
import { BackupHeader, notWhole, parseLine } from './backup-header.ts';
import { type BackupBlocks, readBlocks } from './read-blocks.ts';

export interface OpenBackup {
  header: BackupHeader;
  blocks: BackupBlocks;
  close(): void;
}

/** As much as every version's header will have in common. */
const AnyHeader = z.object({ format: z.literal('pulso-backup'), version: z.number() });
const VERSION = 1;

/**
 * Opens a backup and reads what it says of itself.
 * @throws AppError `invalid_input` when it is not there, none of ours, or made by a newer build
 */
export async function openBackup(file: string): Promise<OpenBackup> {
  const text = pipeline(createReadStream(file), createGunzip(), () => undefined);
  const blocks = readBlocks(text);
  try {
    const line = await blocks.line();
    const { version } = parseLine(AnyHeader, line, file);
    if (version > VERSION) {
      throw new AppError('invalid_input', `${file} was made by a newer version of Pulso; restore it with that one`);
    }
    return { header: parseLine(BackupHeader, line, file), blocks, close: () => text.destroy() };
  } catch (error) {
    text.destroy();
    throw isCutShort(error) ? notWhole(file, error) : error;
  }
}

/** Whether the compression says that the file is none of its own, or was not written to its end. */
export function isCutShort(error: unknown): boolean {
  return error instanceof Error && 'code' in error && String(error.code).startsWith('Z_');
}
