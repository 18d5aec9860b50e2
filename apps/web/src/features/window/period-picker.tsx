import { SegmentedControl } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { useFormatter } from '../../format/use-formatter.ts';
import { periods } from './window-search.ts';

export function PeriodPicker({ days, onChange }: { days: number; onChange: (days: number) => void }) {
  const { t } = useTranslation();
  const format = useFormatter();
  return (
    <SegmentedControl
      aria-label={t('window.label')}
      value={String(days)}
      onChange={(value) => onChange(Number(value))}
      data={periods.map((one) => ({ value: String(one), label: t('window.days', { n: format.count(one) }) }))}
    />
  );
}
