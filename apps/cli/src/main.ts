import { text } from 'node:stream/consumers';
import { systemClock } from '@pulso/domain';
import { readEnvironment, runProgram } from '@pulso/runtime';
import type { CommandContext } from './command-context.ts';
import { runCli } from './run-cli.ts';

// Who stops reading, as `| head -1` does, does not stop the work.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
});

await runProgram(async () => {
  const context: CommandContext = {
    env: readEnvironment(),
    folder: process.cwd(),
    clock: systemClock,
    readStdin: () => text(process.stdin),
  };
  const write = (output: string) => void process.stdout.write(output);
  const exitCode = await runCli(process.argv.slice(2), context, { write });
  if (exitCode !== null) process.exit(exitCode);
});
