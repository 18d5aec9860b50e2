import type { Database } from '@pulso/database';
import { readNoticeFigures } from '@pulso/jobs';
import { type Finding, ok, warn } from './finding.ts';

/** The API reads notices within seconds, a scheduler within a minute. */
const WAIT_MINUTES_MAX = 10;

/** Whether notices of Mercado Livre are read. */
export async function checkNotices(db: Database, now: Date): Promise<Finding[]> {
  const { waiting, oldestAt } = await readNoticeFigures(db);
  if (oldestAt === null) return [ok('notices', 'Nenhuma notificação à espera')];
  const minutes = Math.round((now.getTime() - oldestAt.getTime()) / 60_000);
  if (minutes <= WAIT_MINUTES_MAX)
    return [ok('notices', `Notificações à espera: ${waiting}, há ${Math.max(0, minutes)} min`)];
  return [
    warn(
      'notices',
      `Notificações do Mercado Livre não estão sendo lidas: ${waiting} à espera, a mais velha há ${minutes} min`,
      'Confira se a API ou um scheduler está no ar; nada se perde, porque a próxima sincronização lê o mesmo',
    ),
  ];
}
