import type { World } from './create-world.ts';
import type { Day } from './days.ts';
import type { Listing } from './listing.ts';
import { priceAt_cents } from './listing-changes.ts';
import { chance, whole } from './random.ts';
import { visitsAt } from './visits.ts';

/** What an advertised listing's ads did on one day. */
export interface AdFigures {
  prints: number;
  clicks: number;
  cost_cents: number;
  directUnits: number;
  indirectUnits: number;
  organicUnits: number;
  price_cents: number;
}

const IN_CAMPAIGN = 0.5;

/** The campaign of a seller; each has one. */
export const campaignId = (world: World) => 355_200_100 + world.seller.place;
export const advertiserId = (world: World) => 610_022 + world.seller.place;

/** Whether Product Ads knows the listing with a campaign; half of them are in none. */
export const isAdvertised = (listing: Listing) => chance(listing.seed, 'advertised', listing.id) < IN_CAMPAIGN;

/** Null on a day of which nothing was recorded. A part of the listing's visits came by its ads. */
export function adFiguresOn(listing: Listing, day: Day, at: number): AdFigures | null {
  const words = [listing.seed, 'ads', listing.id, day] as const;
  if (!isAdvertised(listing) || chance(...words) < 0.25) return null;
  const clicks = Math.floor(visitsAt(listing, day, at) * chance(...words, 'clicks'));
  const directUnits = clicks === 0 ? 0 : whole(0, Math.ceil(clicks / 20), ...words, 'direct');
  return {
    prints: clicks * whole(20, 90, ...words, 'prints'),
    clicks,
    cost_cents: clicks * whole(30, 90, ...words, 'cost'),
    directUnits,
    indirectUnits: whole(0, directUnits, ...words, 'indirect'),
    organicUnits: whole(0, 4, ...words, 'organic'),
    price_cents: priceAt_cents(listing, at),
  };
}

/** Null when there is nothing to add up. */
export function sumAdFigures(parts: readonly (AdFigures | null)[]): (AdFigures & { amounts_cents: Amounts }) | null {
  const told = parts.filter((part) => part !== null);
  const [first] = told;
  if (!first) return null;
  const sum = (pick: (part: AdFigures) => number) => told.reduce((total, part) => total + pick(part), 0);
  return {
    prints: sum((part) => part.prints),
    clicks: sum((part) => part.clicks),
    cost_cents: sum((part) => part.cost_cents),
    directUnits: sum((part) => part.directUnits),
    indirectUnits: sum((part) => part.indirectUnits),
    organicUnits: sum((part) => part.organicUnits),
    price_cents: first.price_cents,
    amounts_cents: {
      direct: sum((part) => part.directUnits * part.price_cents),
      indirect: sum((part) => part.indirectUnits * part.price_cents),
      organic: sum((part) => part.organicUnits * part.price_cents),
    },
  };
}

export interface Amounts {
  direct: number;
  indirect: number;
  organic: number;
}
