import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inheritedEnvironment } from '@pulso/runtime/testing';

/** The API as a process of its own, on a free port. */
export interface ApiProgram {
  child: ChildProcess;
  address: string;
}

export async function spawnApi(env: Record<string, string>, folder: string): Promise<ApiProgram> {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../../../api/src/main.ts')], {
    cwd: folder,
    env: { ...inheritedEnvironment(), PULSO_DATA_DIR: join(folder, 'data'), PORT: '0', ...env },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  });
  const [message] = await once(child, 'message');
  return { child, address: message.address };
}
