import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { inheritedEnvironment } from '@pulso/runtime/testing';

const MAIN = { pulso: '../main.ts', scheduler: '../../../scheduler/src/main.ts' };

/** Runs a program as a process of its own to its end, with no other environment than this. */
export async function runProgram(
  name: keyof typeof MAIN,
  argv: readonly string[],
  { env, folder, stdin = '' }: { env: Record<string, string>; folder: string; stdin?: string },
): Promise<{ code: number | null; stdout: string; stderr: string }> {
  const child = spawn(process.execPath, [join(import.meta.dirname, MAIN[name]), ...argv], {
    cwd: folder,
    env: { ...inheritedEnvironment(), PULSO_DATA_DIR: join(folder, 'data'), ...env },
    stdio: 'pipe',
  });
  child.stdin.end(stdin);
  const [stdout, stderr, [code]] = await Promise.all([
    child.stdout.setEncoding('utf8').toArray(),
    child.stderr.setEncoding('utf8').toArray(),
    once(child, 'exit'),
  ]);
  return { code: code as number | null, stdout: stdout.join(''), stderr: stderr.join('') };
}
