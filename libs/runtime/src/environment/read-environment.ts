import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseEnv as parseEnvFile } from 'node:util';
import { AppError } from '@pulso/domain';
import { hasCode } from '../has-code.ts';

/** Variables by name, as `process.env` has them. */
export type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The process environment, completed from the `.env` file of `folder` when there is one.
 * A variable that the process has wins over the file, also when it is empty: that is how one
 * line of the file is switched off for one command.
 *
 * @throws AppError `configuration` when the file is there but cannot be read
 */
export function readEnvironment(folder: string = process.cwd(), environment: Environment = process.env): Environment {
  return { ...readEnvFile(join(folder, '.env')), ...environment };
}

function readEnvFile(path: string): Environment {
  try {
    return parseEnvFile(readFileSync(path, 'utf8'));
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return {};
    throw new AppError('configuration', `The file ${path} is there but cannot be read; check its permissions`, {
      cause: error,
    });
  }
}
