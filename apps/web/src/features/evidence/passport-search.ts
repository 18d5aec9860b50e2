import type { DayWindow } from '../../api/trpc.ts';
import { tileNames } from '../totals/tiles-of.ts';
import { lengthOf, writeWindowSearch } from '../window/window-search.ts';

export type NumberName = (typeof tileNames)[number];

/** The number of which a passport is, beside the window and account that every page has in its address. */
export interface PassportView {
  number: NumberName;
  /** Null = of the account. */
  listingId: string | null;
}

/** How the address names the numbers, in the seller's words. */
const addresses = {
  revenue: 'receita',
  orders: 'pedidos',
  units: 'unidades',
  visits: 'visitas',
  conversion: 'conversao',
  averageTicket: 'ticket',
  netRevenue: 'liquida',
  cancellations: 'cancelamentos',
} as const satisfies Record<NumberName, string>;

/** Numbers that can be told of one listing. */
export const numbersOfListing: readonly NumberName[] = [
  'revenue',
  'orders',
  'units',
  'visits',
  'conversion',
  'netRevenue',
];

const LISTING = /^[A-Z]{3}\d{1,20}$/;

/** What an address asks for (`?numero=receita&anuncio=MLB1`); what cannot be is as if not asked. */
export function readPassportView(search: string): PassportView {
  const asked = new URLSearchParams(search);
  const listing = asked.get('anuncio') ?? '';
  const listingId = LISTING.test(listing) ? listing : null;
  const number = tileNames.find((name) => addresses[name] === asked.get('numero')) ?? 'revenue';
  return { number: listingId !== null && !numbersOfListing.includes(number) ? 'revenue' : number, listingId };
}

/** The address with another number, or another listing; what else it says stays. */
export function writePassportView(search: string, { number, listingId }: PassportView): string {
  const asked = new URLSearchParams(search);
  asked.set('numero', addresses[number]);
  if (listingId === null) asked.delete('anuncio');
  else asked.set('anuncio', listingId);
  return `?${asked}`;
}

interface PassportOf extends PassportView {
  /** The days of the number by their dates: a passport that is sent to somebody stays that of the same days. */
  window: DayWindow;
  connectionId: string | null;
  /** The address of the page that it is reached from, whose language comes along. */
  search: string;
}

/** Where the passport of a number is. */
export function passportPath({ number, listingId, window, connectionId, search }: PassportOf): string {
  const language = new URLSearchParams(search).get('idioma');
  const days = lengthOf(window) ?? 1;
  const filter = { days, to: window.to, connectionId };
  const kept = writeWindowSearch(language === null ? '' : `?idioma=${language}`, filter);
  return `/passaporte${writePassportView(kept, { number, listingId })}`;
}
