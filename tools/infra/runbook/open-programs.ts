import { type ChildProcess, spawn } from 'node:child_process';
import { EventEmitter, once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { text } from 'node:stream/consumers';
import { inheritedEnvironment } from '@pulso/runtime/testing';
import type { Line } from '../match-filter-pattern.ts';

const ROOT = join(import.meta.dirname, '../../..');
const MAIN = { api: 'apps/api/src/main.ts', scheduler: 'apps/scheduler/src/main.ts', cli: 'apps/cli/src/main.ts' };
type ProgramName = keyof typeof MAIN;

/** Our programs as processes of their own, with what each has logged, as CloudWatch keeps it. */
export function openPrograms(ground: { folder: string; settings: Record<string, string>; shift_ms: () => number }) {
  const logs: Record<ProgramName, Line[]> = { api: [], scheduler: [], cli: [] };
  const news = new EventEmitter();
  const running = new Map<ProgramName, ChildProcess>();

  function begin(name: ProgramName, args: readonly string[], more: Record<string, string> = {}) {
    const program = spawnProgram(name, args, { ...ground, more });
    createInterface({ input: program.stderr }).on('line', (line) => {
      logs[name].push(line.startsWith('{') ? JSON.parse(line) : { msg: line });
      news.emit('line');
    });
    return program;
  }

  async function stop(name: ProgramName): Promise<void> {
    const child = running.get(name);
    running.delete(name);
    if (!child || child.exitCode !== null) return;
    child.kill('SIGTERM');
    await once(child, 'exit');
  }

  return {
    logs,
    stop,
    async startApi(jobsKey: string): Promise<string> {
      await stop('api');
      const { child, stdout } = begin('api', [], { PORT: '0', INTERNAL_JOBS_KEY: jobsKey });
      stdout.resume();
      running.set('api', child);
      const early = once(child, 'exit').then(() => {
        throw new Error(`The API ended: ${JSON.stringify(logs.api.at(-1))}`);
      });
      const [{ address }] = await Promise.race([once(child, 'message'), early]);
      return String(address);
    },
    /** `scheduler start`; returns when it looks for work. */
    async startScheduler(): Promise<void> {
      const { child, stdout } = begin('scheduler', ['start']);
      running.set('scheduler', child);
      await once(stdout, 'data');
      stdout.resume();
    },
    /** Waits until the scheduler has logged a line of which this is true. */
    async untilScheduler(isIt: (line: Line) => boolean): Promise<void> {
      while (!logs.scheduler.some(isIt)) await once(news, 'line');
    },
    /** Runs a program to its end; what it prints is also in its log, as it is in a container. */
    async run(name: 'scheduler' | 'cli', args: readonly string[]): Promise<{ stdout: string; code: number }> {
      const { child, stdout } = begin(name, args);
      const [printed, [code]] = await Promise.all([text(stdout), once(child, 'exit')]);
      const lines = printed.split('\n').filter(Boolean);
      logs[name].push(...lines.map((line) => ({ msg: line })));
      return { stdout: printed, code: code as number };
    },
  };
}

function spawnProgram(
  name: ProgramName,
  args: readonly string[],
  {
    folder,
    settings,
    shift_ms,
    more,
  }: { folder: string; settings: Record<string, string>; shift_ms: () => number; more: Record<string, string> },
) {
  const child = spawn(process.execPath, [join(ROOT, MAIN[name]), ...args], {
    cwd: folder,
    env: {
      ...inheritedEnvironment(),
      PULSO_DATA_DIR: join(folder, 'data'),
      PULSO_TEST_SHIFT_MS: String(shift_ms()),
      NODE_OPTIONS: `--import=${join(ROOT, 'tools/e2e/shift-clock.mjs')}`,
      ...settings,
      ...more,
    },
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  });
  if (!child.stdout || !child.stderr) throw new Error(`${name} has no output`);
  return { child, stdout: child.stdout, stderr: child.stderr };
}
