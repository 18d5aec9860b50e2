import { readSql } from '@pulso/database';
import { stageFreight, stageLines, stageOrders } from '../rebuild/stage-metrics.ts';

const evidenceDays = readSql(new URL('./evidence-days.sql', import.meta.url));

/**
 * The steps that made the numbers, as the beginning of a statement that asks them for something else than the sums of days: its binds are
 * those of evidence-days.sql, $1 to $5, and what follows begins with a comma.
 */
export const linesOfDays = `
with rebuild_days as materialized (${evidenceDays}),
rebuild_cells (listing_id, day) as (select null::text, null::date where false),
rebuild_orders as materialized (${stageOrders}),
rebuild_freight as materialized (${stageFreight}),
rebuild_lines as materialized (${stageLines})`;
