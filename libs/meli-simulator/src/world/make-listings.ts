import { DAY_MS, type Day, HOUR_MS, startOf } from './days.ts';
import type { Listing } from './listing.ts';
import { firstListingNumber, LISTING_STEP } from './numbers.ts';
import { pick, whole } from './random.ts';

const THINGS = [
  'Garrafa Térmica Inox',
  'Kit Potes Herméticos',
  'Luminária de Mesa LED',
  'Organizador de Gavetas',
  'Jogo de Facas',
  'Tábua de Corte Bambu',
  'Cafeteira Italiana',
  'Panela de Pressão',
  'Tapete Antiderrapante',
  'Cortina Blackout',
  'Almofada Decorativa',
  'Espelho Redondo',
  'Escorredor de Louça',
  'Dispenser de Sabão',
  'Balança Digital',
  'Varal de Chão',
  'Lixeira Automática',
  'Conjunto de Taças',
  'Prateleira Flutuante',
  'Relógio de Parede',
];
const KINDS = [
  '1 Litro',
  'Azul',
  'Preto Fosco',
  'Grande',
  'Compacto',
  'Premium',
  '2 Peças',
  'Bivolt',
  'Cinza',
  'Retrô',
];

export interface ListingsShape {
  seed: string;
  anchorDay: Day;
  count: number;
  historyDays: number;
  /** The seller's share of all numbers. */
  place: number;
}

/** Every listing of the seller; those with something special about them come early, whatever the size of the world. */
export function makeListings(shape: ListingsShape): Listing[] {
  const listings = Array.from({ length: shape.count }, (_, index) => plainListing(shape, index));
  const change = (index: number, part: Partial<Listing>) => {
    const listing = listings[index];
    if (listing) Object.assign(listing, part);
  };
  const anchor = startOf(shape.anchorDay);
  const at = (daysBefore: number, hour: number) => anchor - daysBefore * DAY_MS + hour * HOUR_MS;

  change(0, { createdAt: at(shape.historyDays + 60, 11), clip: 'yes' });
  change(1, { clip: 'yes' });
  change(2, { clip: 'rule absent' });
  change(3, { clip: 'not found' });
  change(4, { clip: 'no', clipAddedAt: at(-1, 12) });
  change(5, { model: 'variations', clip: 'rule absent', tags: OLD_MODEL_TAGS });
  change(6, { isCatalog: true, tags: CATALOG_TAGS });
  const familyId = String(FAMILY_ID + BigInt(shape.place));
  for (const index of [7, 8, 9]) change(index, { familyId, familyName: 'Garrafa Térmica Inox 1 Litro' });

  change(10, { statusChanges: [{ at: at(45, 14), status: 'paused' }] });
  const pause = [
    { at: at(30, 10), status: 'paused' },
    { at: at(12, 9), status: 'active' },
  ] as const;
  change(11, { statusChanges: [...pause] });
  // 22:30 in São Paulo is the next day in UTC.
  change(12, { statusChanges: [{ at: at(20, 22.5), status: 'closed' }] });
  change(13, { statusChanges: [{ at: at(8, 11), status: 'closed' }], tellsStopTime: false });
  change(14, { statusChanges: [{ at: at(3, 18), status: 'under_review' }] });
  change(15, { createdAt: at(60, 15) });
  change(16, { createdAt: at(2, 23) });
  change(17, { statusChanges: [{ at: at(200, 11), status: 'closed' }] });
  addMigration(listings, at(70, 12));
  // What the first days after the anchor bring.
  change(21, { statusChanges: [{ at: at(-2, 13), status: 'closed' }] });
  change(22, { createdAt: at(-1, 10) });
  return listings;
}

const NEW_MODEL_TAGS = ['good_quality_picture', 'immediate_payment', 'cart_eligible', 'user_product_listing'];
const OLD_MODEL_TAGS = ['good_quality_picture', 'immediate_payment', 'cart_eligible'];
const CATALOG_TAGS = ['good_quality_picture', 'immediate_payment', 'cart_eligible', 'catalog_listing_eligible'];
/** Wider than 2^53 and than 64 bits with a sign (API document 0.1). */
const FAMILY_ID = 18446744000000000615n;

/** UPtin: a listing of the old model closes, two of the new one take over with its history of visits (API document 4.2). */
function addMigration(listings: readonly Listing[], at: number): void {
  const [old, ...heirs] = listings.slice(18, 21);
  if (!old) return;
  old.statusChanges = [{ at, status: 'closed' }];
  old.model = 'variations';
  old.tags = [...OLD_MODEL_TAGS, 'variations_migration_source'];
  for (const heir of heirs) {
    heir.createdAt = at - HOUR_MS;
    heir.inheritsFrom = old;
    heir.tags = [...NEW_MODEL_TAGS, 'variations_migration_uptin'];
  }
}

function plainListing({ seed, anchorDay, place }: ListingsShape, index: number): Listing {
  const number = firstListingNumber(place) + index * LISTING_STEP;
  const id = `MLB${number}`;
  const title = `${pick(THINGS, seed, id, 'thing')} ${pick(KINDS, seed, id, 'kind')} ${whole(100, 999, seed, id, 'model')}`;
  const age_ms = whole(130, 900, seed, id, 'age') * DAY_MS - whole(8 * 3600, 22 * 3600, seed, id, 'hour') * 1000;
  return {
    seed,
    id,
    title,
    categoryId: `MLB26${whole(1000, 9999, seed, id, 'category')}`,
    sku: `CV-${String(index + 1).padStart(5, '0')}`,
    basePrice_cents: whole(19, 260, seed, id, 'price') * 100 + 90,
    popularity: 3 / (1 + index * 0.12),
    createdAt: startOf(anchorDay) - age_ms,
    statusChanges: [],
    tellsStopTime: true,
    clip: pick(['yes', 'no', 'no'] as const, seed, id, 'clip'),
    clipAddedAt: null,
    model: 'user product',
    isCatalog: false,
    familyId: String(4_455_667_788_000_000n + BigInt(place * 1_000_000 + index)),
    familyName: title,
    userProductId: `MLBU${number - 2_600_000_000}`,
    tags: NEW_MODEL_TAGS,
    inheritsFrom: null,
    handChanges: [],
  };
}
