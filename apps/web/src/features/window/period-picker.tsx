import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import type { WindowFilter } from '../../api/trpc.ts';
import { Segments } from '../../components/segments.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './period-picker.module.css';
import { RangeForm } from './range-form.tsx';
import { type DayRange, firstOf, periods } from './window-search.ts';

interface PeriodPickerProps {
  filter: WindowFilter;
  onDays: (days: number) => void;
  onRange: (range: DayRange) => void;
}

/** Days up to today, or days of one's own. */
export function PeriodPicker({ filter, onDays, onRange }: PeriodPickerProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const [isOwnOpen, setOwnOpen] = useState(false);
  const { days, to } = filter;
  const isOwn = isOwnOpen || to !== undefined;
  return (
    <div className={classes.picker}>
      <Segments
        label={t('window.label')}
        value={isOwn ? 'own' : String(days)}
        onChange={(value) => {
          setOwnOpen(value === 'own');
          if (value !== 'own') onDays(Number(value));
        }}
        options={[
          ...periods.map((one) => ({
            value: String(one),
            label: one === 1 ? t('window.today') : t('window.days', { n: format.count(one) }),
          })),
          { value: 'own', label: t('window.own') },
        ]}
      />
      {isOwn && (
        <RangeForm
          key={`${days} ${to}`}
          range={to === undefined ? null : { from: firstOf({ days, to }), to }}
          onChoose={(range) => {
            setOwnOpen(false);
            onRange(range);
          }}
        />
      )}
    </div>
  );
}
