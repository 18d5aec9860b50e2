import { createDraw } from '../../soak/draw.ts';
import type { DayCost, Size } from './measure-day.ts';

/** Of the catalogues that sellers have: half are smaller than this, and a few are very large. An assumption; replace it by your own sellers. */
const MEDIAN_LISTINGS = 60;
const SPREAD = 1.3;
const LISTINGS_MAX = 10_000;
/** Sellers are drawn one by one up to so many; beyond, they are the same ones again. */
const DRAWN_MAX = 10_000;

export interface Measured {
  size: Size;
  cost: DayCost;
}

/** What so many companies with one seller each need. */
export interface Load {
  tenants: number;
  listings: number;
  /** of `listing_metrics_daily`, after a year */
  rowsPerYear: number;
  gigabytesPerYear: number;
  /** averages of a day */
  rowsWrittenPerSecond: number;
  callsPerSecond: number;
  busyCores: number;
}

/** Adds up drawn sellers by what was measured of a small and of a large one; in between it is taken to grow evenly. */
export function addUpSellers(tenants: number, [small, large]: readonly [Measured, Measured]): Load {
  const draw = createDraw(tenants);
  const drawn = Array.from({ length: Math.min(tenants, DRAWN_MAX) }, () => drawListings(draw.share));
  const times = tenants / drawn.length;
  const listings = times * drawn.reduce((sum, one) => sum + one, 0);
  const perDay = (of: (cost: DayCost) => number) => {
    const span = large.size.listings - small.size.listings;
    const perListing = (of(large.cost) - of(small.cost)) / span;
    return tenants * (of(small.cost) - perListing * small.size.listings) + listings * perListing;
  };
  return {
    tenants,
    listings,
    rowsPerYear: listings * 365,
    gigabytesPerYear: (listings * 365 * large.cost.bytesPerListingDay) / 1e9,
    rowsWrittenPerSecond: perDay((cost) => cost.rowsWritten) / 86_400,
    callsPerSecond: perDay((cost) => cost.calls) / 86_400,
    busyCores: perDay((cost) => cost.work_ms) / 86_400_000,
  };
}

/** Log-normal, by the sum of twelve even draws. */
function drawListings(share: () => number): number {
  const normal = Array.from({ length: 12 }, share).reduce((sum, one) => sum + one, -6);
  return Math.max(1, Math.min(LISTINGS_MAX, Math.round(MEDIAN_LISTINGS * Math.exp(SPREAD * normal))));
}
