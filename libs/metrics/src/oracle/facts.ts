/** Facts of one tenant as plain values, for the oracle and for the database alike. Instants are ISO texts, money is in cents. */
export interface Facts {
  timeZone: string;
  connections: ConnectionFacts[];
}

export interface ConnectionFacts {
  connectionId: string;
  currency: string;
  /** Stretches of time whose orders were read, [from, to), and up to where changes are known. */
  covered: { from: string; to: string }[];
  listings: ListingFacts[];
  orders: OrderFacts[];
  /** Cost by shipment; null = asked and not told. A shipment that is not here was never asked for. */
  shipments: { shipmentId: number; cost_cents: number | null }[];
  accountVisits: { day: string; visits: number }[];
}

export interface ListingFacts {
  listingId: string;
  access: 'readable' | 'order_only' | 'inaccessible';
  created: string | null;
  /** When a reading first saw it closed; null = open. */
  closedSeen: string | null;
  stopTime: string | null;
  visits: { day: string; visits: number }[];
  /** One per local day of reading, as the sync leaves them. */
  sightings: { at: string; price_cents: number | null; stock: number | null; hasClips: boolean | null }[];
}

export interface OrderFacts {
  orderId: number;
  status: string;
  closed: string | null;
  packId: number | null;
  shipmentId: number | null;
  currency: string;
  tags: string[];
  cancelCode: string | null;
  missing: string[];
  lines: { listingId: string; quantity: number; price_cents: number; fee_cents: number | null }[];
  payments: { status: string; refunded_cents: number }[];
}
