import { useTranslation } from 'react-i18next';
import type { SlotDay } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './runs.module.css';
import { signs, sumDays } from './slot-days.ts';

/** How many days are how, each beside the mark that its cells have. */
export function CalendarSummary({ days }: { days: readonly SlotDay[] }) {
  const { t } = useTranslation();
  const format = useFormatter();
  return (
    <ul className={classes.summary}>
      {sumDays(days).map(({ state, count }) => {
        const sign = signs[state];
        return (
          <li key={state}>
            <span className={classes.mark} data-state={state} aria-hidden="true">
              {sign && <Icon name={sign} size={12} />}
            </span>
            {t(`slots.sum_${state}`, { count, n: format.count(count) })}
          </li>
        );
      })}
    </ul>
  );
}
