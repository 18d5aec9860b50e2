import { useTranslation } from 'react-i18next';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './daily.module.css';
import type { StripDay } from './strips.ts';

/** What the drawing cannot say by itself, in sentences. */
export function DailyNotes({ days }: { days: readonly StripDay[] }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const unknown = days.filter(({ state }) => state === 'unknown').length;
  const mayChange = days.some(({ state }) => state === 'today' || state === 'provisional');
  return (
    <div className={classes.notes}>
      {mayChange && <p>{t('daily.provisionalNote')}</p>}
      {unknown > 0 && <p>{t('daily.unknownNote', { count: unknown, n: format.count(unknown) })}</p>}
    </div>
  );
}
