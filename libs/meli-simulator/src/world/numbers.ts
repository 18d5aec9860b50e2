import { type Day, dayNumber, dayOf } from './days.ts';

/*
 * Every number of a day begins with the day's own, so that whoever asks for one order makes the world lay out a few days and not
 * all of them. Widths as Mercado Livre's (API document 0.1). Sequences of a day begin with the seller's own share of all numbers,
 * so that no two sellers ever give the same one.
 */
const ORDER_BASE = 2_000_000_000_000_000;
const PACK_BASE = 2_000_100_000_000_000;
const SHIPMENT_BASE = 44_000_000_000;
const PAYMENT_BASE = 130_000_000_000;
const PER_DAY = 100_000;
/** Days since 1970 that order numbers may name; sales added from outside may lie beside the generated ones. */
export const DAYS_MAX = 50_000;
/** The day on which shipments and payments, whose numbers are shorter, begin to count. */
const FIRST_DAY = 18_000;
const PAYMENTS_PER_ORDER = 4;

/** More would bring the numbers of listings beyond the ten digits that Mercado Livre's have. */
export const PLACES_MAX = 1000;
/** So many sellers fit between the bases of orders and of packs; the next as many follow behind the packs of these. */
const PLACES_IN_ROW = (PACK_BASE - ORDER_BASE) / (DAYS_MAX * PER_DAY);
/** Where the sequences of the seller at this place begin. */
export const firstSequence = (place: number) =>
  (place + PLACES_IN_ROW * Math.floor(place / PLACES_IN_ROW)) * DAYS_MAX * PER_DAY;

export const orderId = (day: Day, sequence: number) => ORDER_BASE + dayNumber(day) * PER_DAY + sequence;
export const packId = (day: Day, sequence: number) => PACK_BASE + dayNumber(day) * PER_DAY + sequence;
export const shipmentId = (day: Day, sequence: number) =>
  SHIPMENT_BASE + (dayNumber(day) - FIRST_DAY) * PER_DAY + sequence;
export const paymentId = (orderNumber: number, index: number) =>
  PAYMENT_BASE + (orderNumber - ORDER_BASE - FIRST_DAY * PER_DAY) * PAYMENTS_PER_ORDER + index;

/** Where the numbers of sales that were added from outside begin within their day. */
export const ADDED_FIRST = 90_000;
export const ADDED_MAX = PER_DAY - ADDED_FIRST;
/** The number of a sale that was added at this instant as the day's so-manieth, from the seller at this place. */
export const addedOrderId = ({ at, sequence }: { at: number; sequence: number }, place: number) =>
  orderId(dayOf(at), firstSequence(place) + ADDED_FIRST + sequence);
export const sequenceOf = (orderNumber: number) => (orderNumber - ORDER_BASE) % PER_DAY;

export const dayNumberOfOrder = (id: number) => Math.floor((id - ORDER_BASE) / PER_DAY);
export const dayNumberOfPack = (id: number) => Math.floor((id - PACK_BASE) / PER_DAY);
export const dayNumberOfShipment = (id: number) => Math.floor((id - SHIPMENT_BASE) / PER_DAY) + FIRST_DAY;

/** Where the numbers of a seller's listings begin, and how far apart two of them are. */
export const firstListingNumber = (place: number) => 4_100_200_301 + place * 5_000_000;
export const LISTING_STEP = 37;
/** More would run into the next seller's numbers. */
export const LISTINGS_MAX = 100_000;
