import { useMediaQuery } from '@mantine/hooks';
import { useQuery } from '@tanstack/react-query';
import { useVirtualizer } from '@tanstack/react-virtual';
import { useEffect, useMemo, useRef } from 'react';
import { useTranslation } from 'react-i18next';
import { type CatalogueRow as Row, useTRPC } from '../../api/trpc.ts';
import { followPageLink } from '../../components/follow-page-link.ts';
import { useFormatter } from '../../format/use-formatter.ts';
import type { ListingPaths } from '../listings/use-listing-paths.ts';
import classes from './catalogue.module.css';
import { CatalogueHead } from './catalogue-head.tsx';
import { CatalogueRow } from './catalogue-row.tsx';
import { type CatalogueSort, type CatalogueView } from './catalogue-view.ts';
import type { ColumnModel } from './columns.tsx';

/** Rows kept ready beyond the edges of what is seen. */
const OVERSCAN = 3;
/** In rem: on a phone a name takes two lines. */
const ROW_HEIGHT = { desk: 3.5, phone: 4.5 };
const NAME_WIDTH = { desk: 20, phone: 10 };

export interface CatalogueTableProps {
  total: number;
  rowAt: (index: number) => Row | undefined;
  /** Which list it is: its period, its account, its filter and its order. */
  list: string;
  columns: readonly ColumnModel[];
  paths: ListingPaths;
  view: CatalogueView;
  onSort: (sort: CatalogueSort) => void;
  onInView: (inView: { first: number; last: number }) => void;
}

/** A real table of which only the rows in sight are there; those above and below are two empty rows of their height. */
export function CatalogueTable({ total, rowAt, list, columns, paths, view, onSort, onInView }: CatalogueTableProps) {
  const { t } = useTranslation();
  const format = useFormatter();
  const words = useMemo(() => ({ t, format, paths }), [t, format, paths]);
  const trpc = useTRPC();
  const { data: session } = useQuery(trpc.session.get.queryOptions());
  // The simulator's pictures are nowhere to be fetched.
  const hasPictures = session?.source === 'mercadolivre';
  const scroll = useRef<HTMLDivElement>(null);
  const isPhone = useMediaQuery('(max-width: 40em)', false, { getInitialValueInEffect: false });
  const size = isPhone ? 'phone' : 'desk';
  const row_px = ROW_HEIGHT[size] * rem();
  const virtualizer = useVirtualizer({
    count: total,
    getScrollElement: () => scroll.current,
    estimateSize: () => row_px,
    overscan: OVERSCAN,
    // Rows may come a frame later; a scroll that waits for them stutters.
    useFlushSync: false,
  });
  useEffect(() => virtualizer.measure(), [virtualizer, row_px]);

  const rows = virtualizer.getVirtualItems();
  const first = rows[0]?.index ?? 0;
  const last = rows.at(-1)?.index ?? 0;
  useEffect(() => onInView({ first, last }), [onInView, first, last]);
  // Another list begins at its top.
  const shownList = useRef(list);
  useEffect(() => {
    if (shownList.current === list) return;
    shownList.current = list;
    scroll.current?.scrollTo({ top: 0 });
  }, [list]);

  const width_rem = columns.reduce((sum, column) => sum + column.width_rem, NAME_WIDTH[size]);
  const above_px = rows[0]?.start ?? 0;
  const below_px = virtualizer.getTotalSize() - (rows.at(-1)?.end ?? 0);
  return (
    <div
      className={classes.scroll}
      ref={scroll}
      role="region"
      aria-label={t('catalogue.table')}
      tabIndex={0}
      onClick={followPageLink}
    >
      <table className={classes.table} style={{ minWidth: `${width_rem}rem` }} aria-rowcount={total + 1}>
        <colgroup>
          <col />
          {columns.map(({ name, width_rem: width }) => (
            <col key={name} style={{ width: `${width}rem` }} />
          ))}
        </colgroup>
        <CatalogueHead columns={columns} sort={view.sort} direction={view.direction} onSort={onSort} />
        <tbody>
          <Space height_px={above_px} />
          {rows.map(({ index }) => (
            <CatalogueRow
              key={index}
              index={index}
              row={rowAt(index)}
              columns={columns}
              words={words}
              hasPictures={hasPictures}
            />
          ))}
          <Space height_px={below_px} />
        </tbody>
      </table>
    </div>
  );
}

function Space({ height_px }: { height_px: number }) {
  return height_px > 0 ? <tr aria-hidden="true" style={{ height: height_px }} /> : null;
}

function rem(): number {
  return Number.parseFloat(getComputedStyle(document.documentElement).fontSize) || 16;
}
