import { Table } from '@mantine/core';
import { useTranslation } from 'react-i18next';
import { Unknown } from '../../components/unknown.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './daily.module.css';
import type { DailyViewProps } from './daily-chart.tsx';
import type { DayState } from './strips.ts';

const wordOf = {
  today: 'daily.todaySoFar',
  provisional: 'daily.provisional',
  final: 'daily.final',
  unknown: 'daily.unknown',
} as const satisfies Record<DayState, string>;

/** The same days as the drawing, newest first, for reading and for screen readers. */
export function DailyTable({ strips, days }: Omit<DailyViewProps, 'window'>) {
  const { t } = useTranslation();
  const format = useFormatter();
  return (
    <div className={classes.scroll} role="region" aria-label={t('daily.scroll')} tabIndex={0}>
      <Table stickyHeader>
        <Table.Thead>
          <Table.Tr>
            <Table.Th scope="col">{t('daily.date')}</Table.Th>
            {strips.map(({ name, label }) => (
              <Table.Th key={name} scope="col" className={classes.number}>
                {t(label)}
              </Table.Th>
            ))}
            <Table.Th scope="col">{t('daily.situation')}</Table.Th>
          </Table.Tr>
        </Table.Thead>
        <Table.Tbody>
          {days.toReversed().map((day) => (
            <Table.Tr key={day.date}>
              <Table.Th scope="row" className={classes.date}>
                {format.weekday(day.date)}
              </Table.Th>
              {strips.map(({ name, write }) => {
                const value = day.values[name] ?? null;
                return (
                  <Table.Td key={name} className={classes.number}>
                    {value === null ? <Unknown t={t} /> : write(format, value)}
                  </Table.Td>
                );
              })}
              <Table.Td>{t(wordOf[day.state])}</Table.Td>
            </Table.Tr>
          ))}
        </Table.Tbody>
      </Table>
    </div>
  );
}
