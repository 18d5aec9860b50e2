import { useTranslation } from 'react-i18next';
import type { AccountDetails } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';

/** How far back the numbers of an account reach, and what older ones are still on their way: none to one that cannot be read. */
export function useDepthWords({
  history,
  historyFrom,
  status,
}: Pick<AccountDetails, 'history' | 'historyFrom' | 'status'>): string {
  const { t } = useTranslation();
  const format = useFormatter();
  if (history === null) return t('accounts.noHistory');
  const { firstDay, knownDays } = history;
  const reach = t('accounts.history', { day: format.date(firstDay), count: knownDays, n: format.count(knownDays) });
  if (status !== 'active' || historyFrom === null || historyFrom >= firstDay) return reach;
  return `${reach} ${t('accounts.historyComing', { day: format.date(historyFrom) })}`;
}
