import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { createInterface } from 'node:readline';

const root = join(import.meta.dirname, '../..');

/** What `npm start` runs after install and build, on a data folder of the test's own. */
export interface RunningStart {
  lines: string[];
  /** Resolves with the first line that fits; rejects when the process ends before. */
  line(pattern: RegExp): Promise<string>;
  /** Ctrl-C. Answers with the exit code. */
  interrupt(): Promise<number | null>;
  /** Kills it without a word; its parts notice by themselves. */
  kill(): Promise<void>;
  pid: number;
}

export function runNpmStart({ dataDir, shift_ms = 0 }: { dataDir: string; shift_ms?: number }): RunningStart {
  const child = spawn(process.execPath, ['dist/apps/cli/main.js', 'start'], {
    cwd: root,
    env: {
      ...process.env,
      PULSO_DATA_DIR: dataDir,
      PORT: '0',
      PULSO_TEST_SHIFT_MS: String(shift_ms),
      NODE_OPTIONS: `--import=${join(import.meta.dirname, 'shift-clock.mjs')}`,
    },
    stdio: ['ignore', 'pipe', 'inherit'],
  });
  const lines: string[] = [];
  const output = createInterface({ input: child.stdout });
  output.on('line', (line) => lines.push(line));
  const ended = once(child, 'exit').then(([code]) => code as number | null);

  return {
    lines,
    pid: child.pid ?? 0,
    async line(pattern) {
      for (;;) {
        const found = lines.find((line) => pattern.test(line));
        if (found !== undefined) return found;
        const early = ended.then((code) => {
          throw new Error(`it ended with ${code} before a line like ${pattern}:\n${lines.join('\n')}`);
        });
        await Promise.race([once(output, 'line'), early]);
      }
    },
    async interrupt() {
      child.kill('SIGINT');
      return ended;
    },
    async kill() {
      child.kill('SIGKILL');
      await ended;
    },
  };
}
