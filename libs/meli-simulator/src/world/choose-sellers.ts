import { PLACES_MAX } from './numbers.ts';
import type { SellerShape, WorldSize } from './seller-shape.ts';

/** A seller of one's own making; whatever is left out is as with the seller `main`, but small. */
export type SellerWish = Pick<SellerShape, 'id'> & Partial<Omit<SellerShape, 'id' | 'place'>>;

const ordinary = { reputation: 'good', hasConsent: true } as const;

/** The sellers that a simulator knows by name (API document 13). The size of `main` is that of the world. */
const KNOWN = {
  main: { ...ordinary, id: '2345678901', nickname: 'CASAVERDE.SIMULADA' },
  empty: { id: '345678902', nickname: 'VAZIA.SIMULADA', ...size(0, 0, 0), reputation: 'none yet', hasConsent: true },
  sixty: { ...ordinary, id: '345678903', nickname: 'SESSENTA.SIMULADA', ...size(60, 12, 420) },
  large: { ...ordinary, id: '345678904', nickname: 'GRANDE.SIMULADA', ...size(1250, 333, 420) },
  // Wider than 32 bits with a sign and without.
  wide: { ...ordinary, id: '5123456789', nickname: 'NUMEROLONGO.SIMULADA', ...size(12, 3, 120) },
  unrated: { ...ordinary, id: '345678906', nickname: 'NOVATA.SIMULADA', ...size(6, 1, 30), reputation: 'missing' },
  revoked: { ...ordinary, id: '345678907', nickname: 'SAIU.SIMULADA', ...size(8, 2, 120), hasConsent: false },
} as const satisfies Record<string, Omit<SellerShape, 'place' | keyof WorldSize> & Partial<WorldSize>>;

export type SellerName = keyof typeof KNOWN;
export const SELLER_NAMES = Object.keys(KNOWN) as SellerName[];

function size(listings: number, ordersPerDay: number, historyDays: number): WorldSize {
  return { listings, ordersPerDay, historyDays };
}

/**
 * The sellers of a simulator, the first of them being meant where nobody is named. A seller known by name keeps its numbers, whoever
 * stands beside it.
 *
 * @throws Error for an unknown name, an id that is none or is there twice, or more sellers than there are numbers for
 */
export function chooseSellers(wishes: readonly (SellerName | SellerWish)[], main: WorldSize): SellerShape[] {
  let place = SELLER_NAMES.length - 1;
  const shapes = wishes.map((wish): SellerShape => {
    if (typeof wish !== 'string') {
      place += 1;
      return { ...ordinary, nickname: `VENDEDOR${wish.id}`, ...size(10, 2, 120), ...wish, place };
    }
    if (!Object.hasOwn(KNOWN, wish)) throw new Error(`there is no seller ${wish}; known: ${SELLER_NAMES.join(', ')}`);
    return { ...main, ...KNOWN[wish], place: SELLER_NAMES.indexOf(wish) };
  });
  if (shapes.length === 0) throw new Error('a simulator needs at least one seller');
  if (place >= PLACES_MAX) throw new Error(`there are numbers for ${PLACES_MAX} sellers only`);
  for (const { id } of shapes) {
    if (!/^[1-9]\d{0,14}$/.test(id)) throw new Error(`a seller's id is a number of at most 15 digits, not ${id}`);
  }
  if (new Set(shapes.map((shape) => shape.id)).size < shapes.length) throw new Error('two sellers have the same id');
  return shapes;
}
