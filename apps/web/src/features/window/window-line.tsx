import { Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC, type WindowFilter } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import { coverageWords } from '../totals/tiles-of.ts';
import classes from './window-line.module.css';
import { lengthOf } from './window-search.ts';

/** Which days the numbers on the screen are of, and how many of them are known: taken from the answer, not from what was asked. */
export function WindowLine({ filter }: { filter: WindowFilter }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const trpc = useTRPC();
  const totals = useQuery(trpc.overview.totals.queryOptions(filter, { placeholderData: keepPreviousData }));
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  if (!totals.data || !session) {
    if (totals.error) return <p className={classes.line} />;
    return <Skeleton className={classes.line} width="20rem" height="1.5rem" />;
  }
  const { window } = totals.data;
  const partial = coverageWords(totals.data.totals.days, { t, format, days: lengthOf(window) ?? 1 });
  return (
    <p className={classes.line}>
      <span>{format.dayRange(window)}</span>
      {partial && <span>{partial}</span>}
      {(totals.isPlaceholderData || window.to === session.today) && (
        <span role="status">{t(totals.isPlaceholderData ? 'page.updating' : 'window.untilNow')}</span>
      )}
      <span title={session.timeZone}>
        {t('window.zone', { zone: format.zone(session.timeZone, session.now) })}
        {session.nextTimeZone &&
          ` (${t('window.zoneComing', { zone: format.zone(session.nextTimeZone, session.now) })})`}
      </span>
    </p>
  );
}
