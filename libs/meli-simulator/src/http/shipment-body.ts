import type { World } from '../world/create-world.ts';
import { type Order, value_cents } from '../world/order.ts';
import { stateAt } from '../world/order-state.ts';
import { shipmentStatusAt } from '../world/shipment-state.ts';
import { buyerBody } from './buyer-body.ts';
import { leadTimeBody } from './lead-time-body.ts';
import { amount, itemTime, orderTime } from './timestamps.ts';

interface Place {
  city: { id: string; name: string };
  street: string;
  zip: string;
}

const ORIGIN: Place = { city: { id: 'BR-SP-08', name: 'Campinas' }, street: 'Rua das Figueiras', zip: '13000000' };
const DESTINATION: Place = { city: { id: 'BR-SP-71', name: 'Santos' }, street: 'Rua do Porto', zip: '11000000' };

/** A shipment as `GET /shipments/{id}` tells it in the new format (API document 6.4). `orders` share it, the first one leads. */
export function shipmentBody(orders: readonly [Order, ...Order[]], seller: World['seller'], at: number) {
  const [first] = orders;
  const buyer = buyerBody(first.buyerNo);
  const updated = Math.max(...orders.map((order) => stateAt(order, at).lastUpdated));
  return {
    snapshot_packing: { snapshot_id: 'b1d2c3', pack_hash: 'c4d5e6' },
    id: first.shipmentId,
    ...shipmentStatusAt(orders, at),
    date_created: orderTime(first.createdAt),
    last_updated: orderTime(updated),
    items_types: ['new'],
    origin: {
      node: null,
      shipping_address: addressOf(ORIGIN, first.createdAt),
      type: 'selling_address',
      sender_id: Number(seller.id),
      snapshot: { id: 'a1', version: 1 },
    },
    destination: {
      comments: null,
      receiver_id: buyer.id,
      receiver_name: `${buyer.first_name} ${buyer.last_name}`,
      shipping_address: { ...addressOf(DESTINATION, first.createdAt), delivery_preference: 'residential' },
      type: 'buying_address',
      receiver_phone: null,
      snapshot: { id: 'a2', version: 1 },
    },
    source: { site_id: 'MLB', market_place: 'MELI', customer_id: null, application_id: null },
    tags: [],
    declared_value: amount(orders.reduce((sum, order) => sum + value_cents(order), 0)),
    logistic: { mode: 'me2', type: 'xd_drop_off', direction: 'forward' },
    sibling: {
      reason: null,
      sibling_id: null,
      description: null,
      source: null,
      date_created: null,
      last_updated: null,
    },
    priority_class: { id: null },
    lead_time: leadTimeBody(first),
    external_reference: null,
    tracking_number: `MEL${first.shipmentId}FMXDF01`,
    tracking_method: 'MELI Logistics',
    quotation: null,
    dimensions: { height: 14, width: 14, length: 32, weight: 1150 },
  };
}

function addressOf({ city, street, zip }: Place, at: number) {
  return {
    country: { id: 'BR', name: 'Brasil' },
    state: { id: 'BR-SP', name: 'São Paulo' },
    city,
    neighborhood: { id: null, name: 'Centro' },
    municipality: { id: null, name: null },
    address_line: street,
    street_name: street,
    street_number: '120',
    zip_code: zip,
    comment: null,
    intersection: null,
    types: ['billing', 'shipping'],
    agency: { carrier_id: null, phone: null, agency_id: null, description: null, type: null, open_hours: null },
    geolocation_type: 'ROOFTOP',
    geolocation_source: 'exemplo',
    geolocation_last_updated: itemTime(at),
    latitude: -22.9,
    longitude: -47.06,
    address_id: Number(zip) * 100,
    location_id: 0,
    scoring: 0,
    node: null,
  };
}

/** Who pays what for a shipment. The seller's freight is `senders[].cost`, once for all orders that share it. */
export function costsBody([first]: readonly [Order, ...Order[]], seller: World['seller']) {
  return {
    gross_amount: amount(first.freight_cents * 2),
    receiver: {
      user_id: buyerBody(first.buyerNo).id,
      cost: 0,
      compensation: 0,
      discounts: [{ rate: 1, type: 'loyal', promoted_amount: amount(first.freight_cents) }],
    },
    senders: [
      {
        user_id: Number(seller.id),
        cost: amount(first.freight_cents),
        compensation: 0,
        discounts: [{ rate: 0.5, type: 'mandatory', promoted_amount: amount(first.freight_cents) }],
      },
    ],
  };
}
