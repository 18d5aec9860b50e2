import { getTenant, listConnections, wishTimeZone } from '@pulso/connections';
import { noteAudit } from '@pulso/members/records';
import type { CommandContext } from '../command-context.ts';
import type { CommandResult } from '../command-result.ts';
import { exitCodeOf, runHere, toLine } from '../job/run-here.ts';
import { withDatabase } from '../with-database.ts';

/**
 * `pulso tenant zone`: has a company's days begin in another time zone, and its whole history cut anew in this process. The wish is kept:
 * should this process die, the next rebuild of anybody does it. Until then everything stands as it did.
 * @throws AppError `invalid_input` for an unknown zone, `unknown_tenant`
 */
export async function zoneTenantCommand(
  context: CommandContext,
  { tenantId, timeZone }: { tenantId: string; timeZone: string },
): Promise<CommandResult> {
  const isRead = await withDatabase(context, async (db) => {
    const entry = { action: 'time_zone_changed', actor: null, subject: timeZone, now: context.clock.now() } as const;
    const tenant = await wishTimeZone(db, tenantId, {
      timeZone,
      alongside: (transaction) => noteAudit(db, tenantId, { ...entry, transaction }),
    });
    return tenant.timeZone !== timeZone && (await listConnections(db, tenantId)).length > 0;
  });
  const done = { tenantId, timeZone };
  if (!isRead) return { result: done, lines: [`Os dias agora começam em ${timeZone}.`] };
  const rebuild = () =>
    runHere(context, () => Promise.resolve({ jobType: 'rebuild-daily-metrics', tenantId, params: {} }));
  const isDone = () => withDatabase(context, async (db) => (await getTenant(db, tenantId)).timeZone === timeZone);
  let run = await rebuild();
  // A rebuild that had begun before the wish was joined: it knew nothing of it.
  if (exitCodeOf(run) === 0 && !(await isDone())) run = await rebuild();
  const told = exitCodeOf(run) === 0 ? [`Os dias agora começam em ${timeZone}; todo o histórico foi refeito.`] : [];
  return {
    result: { ...done, jobLogId: run.jobLogId, status: run.status },
    lines: [toLine(run), ...told],
    exitCode: exitCodeOf(run),
  };
}
