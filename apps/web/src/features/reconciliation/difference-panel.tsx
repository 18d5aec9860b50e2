import { Skeleton } from '@mantine/core';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type ReconciliationQuery, useTRPC } from '../../api/trpc.ts';
import { Icon } from '../../components/icon.tsx';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { DifferenceTable } from './difference-table.tsx';
import classes from './reconciliation.module.css';

interface DifferencePanelProps {
  /** Null while the days are not known. */
  query: ReconciliationQuery | null;
}

const NO_DAY = '2026-11-20';

/** How far the totals that were typed are from ours, and by which causes. */
export function DifferencePanel({ query }: DifferencePanelProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const trpc = useTRPC();
  const isStated = query !== null && (query.orders !== null || query.revenue_cents !== null);
  const asked = query ?? { from: NO_DAY, to: NO_DAY, connectionId: null, orders: null, revenue_cents: null };
  const reconciliation = useQuery(
    trpc.reconciliation.compare.queryOptions(asked, { enabled: isStated, placeholderData: keepPreviousData }),
  );
  if (query && !isStated) {
    return (
      <Panel title={t('reconciliation.difference')}>
        <p className={classes.waiting}>{t('reconciliation.waiting')}</p>
      </Panel>
    );
  }
  return (
    <Panel title={t('reconciliation.difference')}>
      <QueryPanel
        query={reconciliation}
        loading={<Skeleton height="20rem" />}
        isEmpty={({ days }) => days.known === 0}
        empty={t('reconciliation.noDays')}
      >
        {({ orders, revenue_cents, days: { known, expected } }) => (
          <>
            {known < expected && (
              <p className={classes.attention}>
                <Icon name="part" />{' '}
                {t('reconciliation.partial', { known: format.count(known), expected: format.count(expected) })}
              </p>
            )}
            <div className={classes.tables}>
              {revenue_cents && <DifferenceTable number="revenue" split={revenue_cents} write={format.money} />}
              {orders && <DifferenceTable number="orders" split={orders} write={format.count} />}
            </div>
            <p className={classes.soft}>{t('reconciliation.method')}</p>
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}
