import { type Body, SELLER } from './shop-answers.ts';

/** An active listing of today's model, as the multiget tells it. */
export function listingBody(id: string, given: Body = {}): Body {
  return {
    id,
    title: 'Bule Esmaltado',
    seller_id: Number(SELLER),
    site_id: 'MLB',
    status: 'active',
    sub_status: [],
    currency_id: 'BRL',
    price: 999,
    available_quantity: 4,
    variations: [],
    catalog_listing: false,
    family_name: null,
    family_id: null,
    user_product_id: 'MLBU1',
    parent_item_id: null,
    shipping: { logistic_type: 'fulfillment' },
    tags: [],
    date_created: '2026-11-10T12:00:00.000Z',
    last_updated: '2026-11-15T12:00:00.000Z',
    stop_time: '2046-01-01T04:00:00.000Z',
    ...given,
  };
}

/** A paid order of one line: two pieces of listing MLB1, at 50 each. */
export function orderBody(id: number, given: Body = {}): Body {
  return {
    id,
    status: 'paid',
    status_detail: null,
    date_created: '2026-11-18T10:00:00.000-04:00',
    date_closed: '2026-11-18T10:00:17.000-04:00',
    last_updated: '2026-11-18T10:05:00.000-04:00',
    pack_id: null,
    total_amount: 100,
    paid_amount: 119.9,
    currency_id: 'BRL',
    order_items: [lineBody()],
    payments: [paymentBody(1)],
    shipping: { id: null },
    tags: ['paid'],
    context: { channel: 'marketplace' },
    cancel_detail: null,
    seller: { id: Number(SELLER) },
    buyer: { id: 1700200300 },
    ...given,
  };
}

export function lineBody(given: Body = {}): Body {
  return {
    item: { id: 'MLB1', title: 'Bule Esmaltado', variation_id: null, seller_sku: null, user_product_id: 'MLBU1' },
    quantity: 2,
    unit_price: 50,
    full_unit_price: 60,
    sale_fee: 7.5,
    currency_id: 'BRL',
    ...given,
  };
}

export function paymentBody(id: number, given: Body = {}): Body {
  return {
    id,
    status: 'approved',
    currency_id: 'BRL',
    transaction_amount: 100,
    transaction_amount_refunded: 0,
    date_approved: '2026-11-18T10:00:16.000-04:00',
    ...given,
  };
}
