import { errorTable, systemClock, toAppError } from '@pulso/domain';
import type { CommandContext } from '../command-context.ts';
import type { Finding } from '../doctor/finding.ts';
import { runCli } from '../run-cli.ts';

/** What a command did, as a caller sees it. */
export interface Ran {
  exitCode: number | null;
  stdout: string;
  /** What it said on its way out, if it failed. */
  error: string;
  /** With `--json` what was printed; which fields are there is what the test asks. */
  json: Printed;
}

/** Every field that a command may print. */
interface Printed {
  tenantId: string;
  connectionId: string;
  sellerId: string;
  /** Of a person. */
  link: string;
  /** Of what was erased. */
  receiptId: string;
  rows: Record<string, number>;
  pending: string[];
  tenants: (Record<string, unknown> & { sources: object[] })[];
  connections: { connectionId: string }[];
  schedules: { schedule: string; jobType: string; pausedAt: string | null; nextSlot: string | null }[];
  ok: boolean;
  findings: Finding[];
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
    return { exitCode, stdout, error: '', json: JSON.parse(argv.includes('--json') && stdout ? stdout : 'null') };
  } catch (thrown) {
    const { code, message } = toAppError(thrown);
    if (code === 'internal') throw thrown;
    return { exitCode: errorTable[code].exitCode, stdout, error: message, json: JSON.parse('null') };
  }
}
