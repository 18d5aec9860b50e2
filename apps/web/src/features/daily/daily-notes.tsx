import { useTranslation } from 'react-i18next';
import type { SeriesDay } from '../../api/trpc.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './daily.module.css';

/** What the drawing cannot say by itself, in sentences. */
export function DailyNotes({ days }: { days: SeriesDay[] }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const unknown = days.filter((day) => !day.known).length;
  return (
    <div className={classes.notes}>
      <p>{t('daily.provisionalNote')}</p>
      {unknown > 0 && <p>{t('daily.unknownNote', { count: unknown, n: format.count(unknown) })}</p>}
    </div>
  );
}
