import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { inheritedEnvironment } from '@pulso/runtime/testing';

/** The scheduler as a process of its own. */
export interface Program {
  child: ChildProcess;
  /** Its lines on stdout as they come; a line that is not JSON throws. */
  lines: AsyncGenerator<Record<string, unknown>>;
  ended: Promise<{ code: number | null; stderr: string }>;
}

/** Starts it with no other environment than this, and with a channel to us. */
export function spawnScheduler(args: readonly string[], env: Record<string, string>, folder: string): Program {
  const child = spawn(process.execPath, [join(import.meta.dirname, '../main.ts'), ...args], {
    cwd: folder,
    env: { ...inheritedEnvironment(), PULSO_DATA_DIR: join(folder, 'data'), ...env },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  const errors = child.stderr?.setEncoding('utf8').toArray() ?? Promise.resolve([]);
  const ended = Promise.all([once(child, 'exit'), errors]).then(([[code], text]) => ({
    code: code as number | null,
    stderr: text.join(''),
  }));
  return { child, lines: readLines(child), ended };
}

async function* readLines(child: ChildProcess): AsyncGenerator<Record<string, unknown>> {
  if (!child.stdout) throw new Error('the scheduler has no output');
  for await (const line of createInterface({ input: child.stdout })) yield JSON.parse(line);
}

/** Runs it to its end. */
export async function runScheduler(args: readonly string[], env: Record<string, string>, folder: string) {
  const { lines, ended } = spawnScheduler(args, env, folder);
  const printed: Record<string, unknown>[] = [];
  for await (const line of lines) printed.push(line);
  return { ...(await ended), lines: printed };
}
