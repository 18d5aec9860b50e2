import { readFile } from 'node:fs/promises';
import { AppError } from '@pulso/domain';
import type { z } from 'zod';
import { hasCode } from '../has-code.ts';

/**
 * What `writePrivateFile` wrote, or null when the file is not there.
 * @throws AppError `configuration` when it is there but is not what we write; it is never replaced silently
 */
export async function readPrivateFile<Schema extends z.ZodType>(
  path: string,
  schema: Schema,
): Promise<z.output<Schema> | null> {
  try {
    return schema.parse(JSON.parse(await readFile(path, 'utf8')));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null;
    // The cause stays out: messages of parsers repeat what they read.
    throw new AppError('configuration', `The file ${path} cannot be read as what Pulso wrote; restore or remove it`);
  }
}
