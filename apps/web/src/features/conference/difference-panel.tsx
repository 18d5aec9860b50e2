import { Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ConferenceQuery, useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import classes from './conference.module.css';
import { DifferenceTable } from './difference-table.tsx';

interface DifferencePanelProps {
  /** Null while the days are not known. */
  query: ConferenceQuery | null;
}

const NO_DAY = '2026-11-20';

/** How far the totals that were typed are from ours, and by which causes. */
export function DifferencePanel({ query }: DifferencePanelProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const trpc = useTRPC();
  const isStated = query !== null && (query.orders !== null || query.revenue_cents !== null);
  const asked = query ?? { from: NO_DAY, to: NO_DAY, connectionId: null, orders: null, revenue_cents: null };
  const conference = useQuery(
    trpc.conference.compare.queryOptions(asked, { enabled: isStated, placeholderData: keepPreviousData }),
  );
  if (query && !isStated) {
    return (
      <Panel title={t('conference.difference')}>
        <p className={classes.waiting}>{t('conference.waiting')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t('conference.difference')}>
      <QueryPanel
        query={conference}
        loading={<Skeleton height="20rem" />}
        isEmpty={({ days }) => days.known === 0}
        empty={t('conference.noDays')}
      >
        {({ orders, revenue_cents, days: { known, expected } }) => (
          <>
            {known < expected && (
              <p className={classes.attention}>
                <Icon name="part" />{' '}
                {t('conference.partial', { known: format.count(known), expected: format.count(expected) })}
              </p>
            )}
            <div className={classes.tables}>
              {revenue_cents && <DifferenceTable number="revenue" split={revenue_cents} write={format.money} />}
              {orders && <DifferenceTable number="orders" split={orders} write={format.count} />}
            </div>
            <p className={classes.soft}>{t('conference.method')}</p>
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}
