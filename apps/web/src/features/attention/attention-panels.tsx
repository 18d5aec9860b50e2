import type { WindowFilter } from '../../api/trpc.ts';
import classes from './attention.module.css';
import { FallingPanel } from './falling-panel.tsx';
import { StockPanel } from './stock-panel.tsx';

/** What asks for a look: listings that sell less than before, and stock that ends. */
export function AttentionPanels({ filter }: { filter: WindowFilter }) {
  return (
    <div className={classes.pair}>
      <FallingPanel filter={filter} />
      <StockPanel connectionId={filter.connectionId} />
    </div>
  );
}
