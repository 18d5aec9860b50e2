import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { examine } from './examine.ts';
import type { Finding } from './finding.ts';

const STATUS_TEXT: Record<Finding['status'], string> = { ok: 'ok   ', warn: 'aviso', fail: 'falha' };

/** `pulso doctor`: what is right, what is not, and what to do; exit code 1 when something fails. */
export async function doctorCommand(context: CommandContext): Promise<CommandResult> {
  const findings = await examine(context);
  const isOk = findings.every((one) => one.status !== 'fail');
  const lines = findings.flatMap(({ status, message, todo }) => [
    `${STATUS_TEXT[status]}  ${message}`,
    ...(todo === null ? [] : [`       → ${todo}`]),
  ]);
  return { result: { ok: isOk, findings }, lines, exitCode: isOk ? 0 : 1 };
}
