import { DAY_MS, type Day, HOUR_MS, startOf } from './days.ts';
import type { Listing } from './listing.ts';
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

/** The order-only listing: its sales are there, the listing itself is not served any more. */
export const GHOST_ID = 'MLB3900000001';
export const GHOST_TITLE = 'Suporte Antigo Para Notebook';

/** Every listing of the seller, the special ones first: each is there for a quirk of the API document's section 11. */
export function makeListings({ seed, anchorDay, count }: { seed: string; anchorDay: Day; count: number }): Listing[] {
  const anchor = startOf(anchorDay);
  const at = (daysBefore: number, hour: number) => anchor - daysBefore * DAY_MS + hour * HOUR_MS;
  const listings = Array.from({ length: count }, (_, index) => plainListing({ seed, anchor, index }));
  const change = (index: number, part: Partial<Listing>) => {
    const listing = listings[index];
    if (listing) Object.assign(listing, part);
  };
  change(1, { clip: 'yes' });
  change(2, { clip: 'rule absent' });
  change(3, { clip: 'not found' });
  change(4, { clip: 'no', clipAddedAt: at(-1, 12) });
  change(5, { model: 'variations', userProductId: null, clip: 'rule absent' });
  change(6, { isCatalog: true });
  for (const index of [7, 8, 9]) {
    change(index, { familyId: '18446744000000000615', familyName: 'Garrafa Térmica Família', model: 'user product' });
  }
  change(10, { statusChanges: [{ at: at(45, 14), status: 'paused' }] });
  change(11, {
    statusChanges: [
      { at: at(30, 10), status: 'paused' },
      { at: at(12, 9), status: 'active' },
    ],
  });
  change(12, { statusChanges: [{ at: at(20, 16), status: 'closed' }] });
  change(13, { statusChanges: [{ at: at(8, 11), status: 'closed' }], tellsStopTime: false });
  change(14, { statusChanges: [{ at: at(3, 18), status: 'under_review' }] });
  change(15, { createdAt: at(60, 15) });
  change(16, { createdAt: at(2, 23) });
  change(17, { statusChanges: [{ at: at(200, 11), status: 'closed' }] });
  change(18, {
    statusChanges: [{ at: at(70, 12), status: 'closed' }],
    model: 'variations',
    tags: ['variations_migration_source'],
  });
  for (const index of [19, 20]) {
    change(index, {
      createdAt: at(70, 11),
      inheritsFrom: listings[18] ?? null,
      tags: ['variations_migration_uptin', 'user_product_listing'],
    });
  }
  change(21, { statusChanges: [{ at: at(-2, 13), status: 'closed' }] });
  change(22, { createdAt: at(-1, 10) });
  return listings;
}

function plainListing({ seed, anchor, index }: { seed: string; anchor: number; index: number }): Listing {
  const id = `MLB${4100200000 + index * 37 + 301}`;
  const title = `${pick(THINGS, seed, id, 'thing')} ${pick(KINDS, seed, id, 'kind')} ${whole(100, 999, seed, id, 'model')}`;
  return {
    seed,
    id,
    title,
    categoryId: `MLB26${whole(1000, 9999, seed, id, 'category')}`,
    basePrice_cents: whole(19, 260, seed, id, 'price') * 100 + 90,
    popularity: 3 / (1 + index * 0.12),
    createdAt:
      anchor - whole(130, 600, seed, id, 'created') * DAY_MS + whole(8, 22, seed, id, 'created hour') * HOUR_MS,
    statusChanges: [],
    tellsStopTime: true,
    clip: pick(['yes', 'no', 'no'] as const, seed, id, 'clip'),
    clipAddedAt: null,
    model: 'user product',
    isCatalog: false,
    familyId: String(18446744000000000000n + BigInt(1000 + index)),
    familyName: title,
    userProductId: `MLBU${1500200000 + index}`,
    parentId: null,
    tags: ['user_product_listing', 'cart_eligible', 'immediate_payment'],
    inheritsFrom: null,
  };
}
