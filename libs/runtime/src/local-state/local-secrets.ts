import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import { AppError } from '@pulso/domain';
import { z } from 'zod';
import { encryptionKeyList, secretText } from '../environment/variable-schemas.ts';
import type { Secret } from '../secret.ts';
import { readPrivateFile } from './read-private-file.ts';
import { writePrivateFile } from './write-private-file.ts';

/** What stands in for INTERNAL_JOBS_KEY and TOKEN_ENCRYPTION_KEY on embedded defaults (contract 2). */
export interface LocalSecrets {
  jobsKeys: readonly Secret[];
  encryptionKeys: readonly Secret[];
}

const LocalSecretsFile = z
  .object({ jobsKey: secretText, encryptionKey: encryptionKeyList })
  .transform(({ jobsKey, encryptionKey }): LocalSecrets => ({ jobsKeys: [jobsKey], encryptionKeys: encryptionKey }));

/**
 * The secrets generated into the data folder, or null before the first `npm start`.
 * @throws AppError `configuration` when the file was damaged
 */
export async function readLocalSecrets(dataDir: string): Promise<LocalSecrets | null> {
  return readPrivateFile(fileIn(dataDir), LocalSecretsFile);
}

/** As `readLocalSecrets`, but generates them when they are missing. They are never generated twice. */
export async function ensureLocalSecrets(dataDir: string): Promise<LocalSecrets> {
  const generated = {
    jobsKey: randomBytes(24).toString('base64url'),
    encryptionKey: randomBytes(32).toString('base64'),
  };
  await writePrivateFile(fileIn(dataDir), generated, { onlyIfAbsent: true });
  const secrets = await readLocalSecrets(dataDir);
  if (!secrets) throw new AppError('configuration', `The file ${fileIn(dataDir)} vanished while it was written`);
  return secrets;
}

function fileIn(dataDir: string): string {
  return join(dataDir, 'secrets.json');
}
