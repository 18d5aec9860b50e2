import { type Database, query } from '@pulso/database';
import type { FreshnessPromise } from '@pulso/domain';
import { type Finding, fail, nameSome, ok, warn } from './finding.ts';

/** A slot comes every hour; half an hour is for the run before it, and for its turn. */
const SLOT_MINUTES_MAX = 90;

interface Row {
  name: string;
  waits_since: Date;
}

/**
 * Whether somebody begins the hourly syncs. A scheduler leaves no trace but its slots, so what is looked for is a slot that nobody had:
 * one tenant without is a tenant that waits, all of them without are a scheduler that is not there.
 */
export async function checkSchedule(
  db: Database,
  { promise, now }: { promise: FreshnessPromise; now: Date },
): Promise<Finding[]> {
  const rows = await query<Row>(
    db,
    `select t.name, greatest(
       min(c.created_at),
       (select max(j.slot) from job_logs j where j.tenant_id = t.tenant_id and j.job_type = 'sync-mercadolivre')
     ) as waits_since
     from tenants t
     join connections c on c.tenant_id = t.tenant_id and c.status <> 'disconnected'
     where t.paused_at is null
     group by t.tenant_id, t.name
     order by waits_since, t.name`,
  );
  if (rows.length === 0) return [];
  // Who promises less may run less often, by a trigger of their own.
  const limit_ms = Math.max(SLOT_MINUTES_MAX, promise.freshWithin_minutes) * 60_000;
  const overdue = rows.filter((row) => now.getTime() - row.waits_since.getTime() > limit_ms);
  const [first] = overdue;
  if (!first) return [ok('schedule', 'As sincronizações de hora em hora estão sendo iniciadas')];
  if (overdue.length < rows.length) {
    const names = nameSome(overdue.map((one) => one.name));
    const todo = 'Veja se as execuções destas empresas terminam: npm run pulso -- freshness; e os logs do scheduler';
    return [warn('schedule', `Sincronização de hora em hora que não começou: ${names}`, todo)];
  }
  const newest = overdue.at(-1) ?? first;
  return [
    fail(
      'schedule',
      `Ninguém inicia as sincronizações de hora em hora desde ${newest.waits_since.toISOString()}: não há scheduler rodando`,
      'Inicie um: npm run scheduler -- start (npm start já traz o seu); o que ficou para trás é recuperado sozinho',
    ),
  ];
}
