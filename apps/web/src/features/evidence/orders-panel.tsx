import { Button, Skeleton } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { type EvidenceQuery, useTRPC } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { summedBy } from './contribution.ts';
import { CountedTable } from './counted-table.tsx';
import classes from './evidence.module.css';
import { LeftOutTable } from './left-out-table.tsx';
import type { NumberName } from './passport-search.ts';
import { SumLine } from './sum-line.tsx';
import { useEvidence } from './use-evidence.ts';

interface OrdersPanelProps {
  number: NumberName;
  query: EvidenceQuery & { verdict: 'counted' | 'left_out' };
  /** What the counted orders are held against; left out = nothing is. */
  published?: number | null;
}

/** The orders that stand in the number, or those of the same days that do not. */
export function OrdersPanel({ number, query, published = null }: OrdersPanelProps) {
  const { t } = useTranslation();
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  const evidence = useEvidence(query);
  const isCounted = query.verdict === 'counted';
  const timeZone = session?.timeZone ?? 'UTC';
  const isOfListing = query.listingId !== null;
  return (
    <Panel title={t(isCounted ? 'passport.counted' : 'passport.leftOut')}>
      <QueryPanel
        query={evidence}
        loading={<Skeleton height="12rem" />}
        isEmpty={({ pages }) => pages.every(({ orders }) => orders.length === 0)}
        empty={t(isCounted ? 'passport.noCounted' : 'passport.noLeftOut')}
      >
        {({ pages }) => {
          const orders = pages.flatMap((page) => page.orders);
          const shown = { orders, timeZone, isOfListing };
          return (
            <>
              {isCounted ? <CountedTable number={summedBy(number)} {...shown} /> : <LeftOutTable {...shown} />}
              {isCounted && (
                <SumLine
                  orders={orders}
                  number={summedBy(number)}
                  published={summedBy(number) === number ? published : null}
                  isWhole={!evidence.hasNextPage}
                />
              )}
              {evidence.hasNextPage && (
                <Button
                  className={classes.more}
                  variant="default"
                  loading={evidence.isFetchingNextPage}
                  onClick={() => void evidence.fetchNextPage()}
                >
                  {t('passport.more')}
                </Button>
              )}
            </>
          );
        }}
      </QueryPanel>
    </Panel>
  );
}
