import { type Database, query } from '@pulso/database';
import { type Finding, ok, warn } from './finding.ts';

/** Whether the daily numbers have room for this month and the next; before the first rebuild there is nothing to look at. */
export async function checkMonths(db: Database, now: Date): Promise<Finding[]> {
  const rows = await query<{ month: string; is_there: boolean; is_empty: boolean }>(
    db,
    `select
       to_char(month, 'YYYY-MM') as month,
       exists (
         select from pg_inherits i join pg_class c on c.oid = i.inhrelid
         where i.inhparent = 'listing_metrics_daily'::regclass
           and c.relname = 'listing_metrics_daily_' || to_char(month, 'YYYY_MM')
       ) as is_there,
       not exists (select from pg_inherits where inhparent = 'listing_metrics_daily'::regclass) as is_empty
     from generate_series(date_trunc('month', $1::timestamptz), date_trunc('month', $1::timestamptz) + interval '1 month',
       interval '1 month') as month`,
    { bind: [now] },
  );
  if (rows.some((row) => row.is_empty)) return [];
  const missing = rows.filter((row) => !row.is_there).map((row) => row.month);
  if (missing.length === 0) return [ok('months', `As tabelas têm lugar até ${rows.at(-1)?.month}`)];
  const todo = 'Um recálculo cria os meses que faltam: npm run scheduler -- run rebuild-daily-metrics';
  return [warn('months', `Faltam partições de listing_metrics_daily: ${missing.join(', ')}`, todo)];
}
