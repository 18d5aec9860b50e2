import { errorTable, systemClock, toAppError } from '@pulso/domain';
import type { CommandContext } from '../command-context.ts';
import { runCli } from '../run-cli.ts';

/** What a command did, as a caller sees it. */
export interface Ran {
  exitCode: number | null;
  stdout: string;
  /** What it said on its way out, if it failed. */
  error: string;
  // biome-ignore lint/suspicious/noExplicitAny: tests look into results of every shape
  json: any;
}

/** Runs `pulso` in this process. */
export async function runCommand(
  argv: readonly string[],
  env: Record<string, string>,
  context: Partial<CommandContext> = {},
): Promise<Ran> {
  let stdout = '';
  const write = (text: string) => void (stdout += text);
  const readStdin = () => Promise.resolve('');
  const given = { env: { LOG_LEVEL: 'silent', ...env }, folder: '.', clock: systemClock, readStdin, ...context };
  try {
    const exitCode = await runCli(argv, given, { write });
    return { exitCode, stdout, error: '', json: argv.includes('--json') && stdout ? JSON.parse(stdout) : null };
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (code === 'internal') throw thrown;
    return { exitCode: errorTable[code].exitCode, stdout, error: message, json: null };
  }
}
