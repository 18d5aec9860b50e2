import { createInterface } from 'node:readline/promises';
import { text } from 'node:stream/consumers';
import { systemClock } from '@pulso/domain';
import { readEnvironment, runProgram } from '@pulso/runtime';
import type { CommandContext } from './command-context.ts';
import { runCli } from './run-cli.ts';

// Who stops reading, as `| head -1` does, does not stop the work.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

/** On stderr, because stdout carries answers. */
async function ask(question: string): Promise<string> {
  const lines = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return await lines.question(question);
  } finally {
    lines.close();
  }
}

await runProgram(async () => {
  const context: CommandContext = {
    env: readEnvironment(),
    folder: process.cwd(),
    clock: systemClock,
    readStdin: () => text(process.stdin),
    ...(process.stdin.isTTY && { ask }),
  };
  const write = (output: string) => void process.stdout.write(output);
  const exitCode = await runCli(process.argv.slice(2), context, { write });
  if (exitCode !== null) process.exit(exitCode);
});
