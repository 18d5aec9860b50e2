import { z } from 'zod';
import { Id, Instant, orNull } from './values.ts';

const Figures = z.object({
  prints: orNull(z.number()),
  clicks: orNull(z.number()),
  cost: orNull(z.number()),
  units_quantity: orNull(z.number()),
  direct_units_quantity: orNull(z.number()),
  indirect_units_quantity: orNull(z.number()),
  advertising_items_quantity: orNull(z.number()),
  organic_units_quantity: orNull(z.number()),
  direct_amount: orNull(z.number()),
  indirect_amount: orNull(z.number()),
  total_amount: orNull(z.number()),
  organic_units_amount: orNull(z.number()),
});

/**
 * What Pulso takes of the figures of Product Ads (API document 7.3): amounts in units of the site's currency, no ratios, since those
 * are computed. Nothing inside means no data, which is null and no zeros (Q54).
 */
export const AdMetrics = orNull(
  Figures.transform((figures) => (Object.values(figures).every((figure) => figure === null) ? null : figures)),
);
export type AdMetrics = z.output<typeof Figures>;

export const AD_METRICS = Object.keys(Figures.shape).join(',');

export const Advertiser = z.object({ advertiser_id: Id, site_id: z.string().min(1) });
export type Advertiser = z.output<typeof Advertiser>;

export const Campaign = z.object({
  id: Id,
  name: orNull(z.string()),
  status: z.string().min(1),
  strategy: orNull(z.string()),
  budget: orNull(z.number()),
  currency_id: orNull(z.string()),
  roas_target: orNull(z.number()),
  date_created: orNull(Instant),
  last_updated: orNull(Instant),
  metrics: AdMetrics,
});
export type Campaign = z.output<typeof Campaign>;

/** A listing as Product Ads knows it. `campaign_id` 0 says that it is in no campaign, which is null here (Q54). */
export const AdItem = z.object({
  item_id: z.string().min(1),
  campaign_id: orNull(Id.transform((id) => (id === '0' ? null : id))),
  ad_group_id: orNull(Id.transform((id) => (id === '0' ? null : id))),
  status: orNull(z.string()),
  metrics: AdMetrics,
});
export type AdItem = z.output<typeof AdItem>;
