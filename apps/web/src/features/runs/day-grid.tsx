import type { CSSProperties } from 'react';
import { useTranslation } from 'react-i18next';
import type { SlotDay } from '../../api/trpc.ts';
import { HiddenWords } from '../../components/hidden-words.tsx';
import { Icon } from '../../components/icon.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { useRunWords } from '../refresh/run-words.ts';
import classes from './runs.module.css';
import { describeDay, signs, weekdayOf } from './slot-days.ts';

/** A Sunday and the six days after it, whose names stand at the rows. */
const A_WEEK = ['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28'];

interface DayGridProps {
  days: SlotDay[];
  /** The day whose runs are listed; null = those of every day. */
  chosen: string | null;
  onChoose: (day: string) => void;
}

/**
 * The days as a calendar: weeks side by side on a desk, one below the other on a phone. One of them can be chosen, as among radio buttons,
 * so that the keyboard goes through them by its arrows and past them by one press of Tab.
 */
export function DayGrid({ days, chosen, onChoose }: DayGridProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const words = useRunWords();
  const [first] = days;
  const place = { '--weekday': first ? weekdayOf(first.day) + 1 : 1 } as CSSProperties;
  return (
    <fieldset className={classes.days} style={place}>
      <legend>
        <HiddenWords>{t('slots.choose')}</HiddenWords>
      </legend>
      {A_WEEK.map((day) => (
        <span key={day} className={classes.weekday} aria-hidden="true">
          {format.weekdayName(day)}
        </span>
      ))}
      {days.map((day, index) => {
        const sign = signs[day.state];
        const what = describeDay(day, words);
        return (
          <label key={day.day} className={classes.day} data-state={day.state} data-first={index === 0} title={what}>
            <input
              type="radio"
              name="dia"
              aria-label={what}
              checked={day.day === chosen}
              disabled={day.state === 'before'}
              onChange={() => onChoose(day.day)}
            />
            <span aria-hidden="true">
              {index === 0 || day.day.endsWith('-01') ? format.day(day.day) : Number(day.day.slice(8))}
            </span>
            {sign && <Icon name={sign} size={12} />}
          </label>
        );
      })}
    </fieldset>
  );
}
