import { AppError } from '@pulso/domain';
import { cancelJobRun, findJobRun, isEnded } from '@pulso/job-log';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { withDatabase } from '../with-database.ts';

/**
 * `pulso job cancel`: asks for the end of a run, whatever process works on it; that one stops with its next heartbeat.
 * A run that has ended is shown as it ended.
 * @throws AppError `not_found` for a run that does not exist
 */
export function cancelJobCommand(context: CommandContext, jobLogId: string): Promise<CommandResult> {
  return withDatabase(context, async (db) => {
    const run = await findJobRun(db, jobLogId);
    if (!run) throw new AppError('not_found', `There is no run ${jobLogId}`);
    const asked = isEnded(run.status)
      ? null
      : await cancelJobRun(db, run.tenantId, { jobLogId, now: context.clock.now() });
    const shown = asked ?? (await findJobRun(db, jobLogId)) ?? run;
    const line = asked
      ? `A execução ${jobLogId} vai parar no próximo ponto seguro.`
      : `A execução ${jobLogId} já terminou: ${shown.status}.`;
    return { result: { ...shown, cancelRequested: asked !== null }, lines: [line] };
  });
}
