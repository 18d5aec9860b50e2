import { text } from 'node:stream/consumers';
import { systemClock } from '@pulso/domain';
import { readEnvironment, runProgram } from '@pulso/runtime';
import type { CommandContext } from './command-context.ts';
import { runCli } from './run-cli.ts';

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
