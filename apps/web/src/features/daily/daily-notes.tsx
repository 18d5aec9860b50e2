import { useTranslation } from 'react-i18next';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './daily.module.css';
import type { StripDay } from './strips.ts';

interface DailyNotesProps {
  days: readonly StripDay[];
  /** Of one listing: a day without numbers may be one on which there was no such listing. */
  isOfListing?: boolean;
}

/** What the drawing cannot say by itself, in sentences. */
export function DailyNotes({ days, isOfListing = false }: DailyNotesProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const unknown = days.filter(({ state }) => state === 'unknown').length;
  const mayChange = days.some(({ state }) => state === 'today' || state === 'provisional');
  return (
    <div className={classes.notes}>
      {mayChange && <p>{t('daily.provisionalNote')}</p>}
      {unknown > 0 && (
        <p>
          {t(isOfListing ? 'listing.unknownNote' : 'daily.unknownNote', { count: unknown, n: format.count(unknown) })}
        </p>
      )}
    </div>
  );
}
