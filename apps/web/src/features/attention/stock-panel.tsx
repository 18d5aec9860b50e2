import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useTranslation } from 'react-i18next';
import { useTRPC } from '../../api/trpc.ts';
import { Panel } from '../../components/panel.tsx';
import { QueryPanel } from '../../components/query-panel.tsx';
import { useFormatter } from '../../format/use-formatter.ts';
import { writeCover } from '../listings/write-cover.ts';
import classes from './attention.module.css';
import { endsSoon, SOON_DAYS, whyNoneEnds } from './ends-soon.ts';
import { LINES_MAX, ListingLine, LoadingLines } from './listing-line.tsx';

/** The listings whose stock ends within two weeks at the pace of the last four, and, where there is room, those that have none. */
export function StockPanel({ connectionId }: { connectionId: string | null }) {
  const { t } = useTranslation();
  const format = useFormatter();
  const trpc = useTRPC();
  const asked = { connectionId, limit: LINES_MAX, soon_days: SOON_DAYS };
  const stock = useQuery(trpc.overview.stock.queryOptions(asked, { placeholderData: keepPreviousData }));
  return (
    <Panel title={t('attention.stock')}>
      <QueryPanel
        query={stock}
        loading={<LoadingLines />}
        isEmpty={(rows) => !rows.some(endsSoon)}
        empty={t(`attention.${whyNoneEnds(stock.data ?? [])}`, { days: format.count(SOON_DAYS) })}
      >
        {(rows) => (
          <>
            <p className={classes.range}>{t('attention.pace')}</p>
            <ul className={classes.list}>
              {rows.filter(endsSoon).map(({ listingId, title, stock: left, cover_days }) => (
                <ListingLine
                  key={listingId}
                  listingId={listingId}
                  title={title}
                  value={left === 0 ? t('attention.out') : writeCover(cover_days, { t, format })}
                  note={t('attention.left', { n: format.count(left) })}
                />
              ))}
            </ul>
          </>
        )}
      </QueryPanel>
    </Panel>
  );
}
