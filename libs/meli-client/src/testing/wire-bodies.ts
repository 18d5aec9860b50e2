import { SELLER } from './open-client.ts';

/** A person whose data must never leave the client. */
export const BUYER = {
  id: 1700200300,
  nickname: 'COMPRADORA.TESTE',
  first_name: 'Joana',
  last_name: 'Prado',
  billing_info: { id: '880011' },
};

/** As `/users/me` answers. */
export const meBody = {
  id: Number(SELLER),
  nickname: 'FEIRA.DA.SERRA',
  registration_date: '2019-03-02T08:11:00.000-04:00',
  first_name: 'Rita',
  email: 'rita@example.com',
  identification: { type: 'CNPJ', number: '00000000000191' },
  country_id: 'BR',
  site_id: 'MLB',
  user_type: 'brand',
  tags: ['normal', 'user_product_seller'],
  status: { site_status: 'active', list: { allow: true, codes: [] } },
  seller_reputation: { level_id: '5_green', power_seller_status: 'gold' },
};

/** A listing of today's model, as the multiget tells it. */
export function itemBody(id: string, given: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id,
    site_id: 'MLB',
    title: 'Chaleira De Ferro 900 Ml',
    family_name: 'Chaleira De Ferro',
    family_id: 7001002003004005,
    seller_id: Number(SELLER),
    category_id: 'MLB277001',
    user_product_id: 'MLBU1600100200',
    price: 210.5,
    base_price: 210.5,
    original_price: null,
    currency_id: 'BRL',
    available_quantity: 12,
    sold_quantity: 77,
    listing_type_id: 'gold_pro',
    stop_time: '2046-01-01T04:00:00.000Z',
    permalink: 'https://produto.example.com/MLB-1',
    thumbnail: 'http://fotos.example.com/1.jpg',
    video_id: null,
    shipping: { mode: 'me2', free_shipping: true, logistic_type: 'fulfillment', tags: [] },
    seller_address: { city: { name: 'Serra' }, zip_code: '29160000' },
    variations: [],
    status: 'active',
    sub_status: [],
    tags: ['user_product_listing'],
    catalog_listing: false,
    parent_item_id: null,
    date_created: '2026-01-05T12:00:01.250Z',
    last_updated: '2026-11-19T23:59:59.999Z',
    health: null,
    ...given,
  };
}

/** A paid order of one line, as the search and `/orders/{id}` tell it. */
export function orderBody(given: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 2000020000000001,
    date_created: '2026-11-18T10:00:00.000-04:00',
    last_updated: '2026-11-18T10:05:00.000-04:00',
    date_closed: '2026-11-18T10:00:17.000-04:00',
    date_last_updated: '2026-11-18T14:05:00.000Z',
    pack_id: 2000007000000001,
    total_amount: 421,
    paid_amount: 440.9,
    currency_id: 'BRL',
    order_items: [lineBody()],
    payments: [paymentBody()],
    shipping: { id: 45000000001 },
    status: 'paid',
    status_detail: null,
    tags: ['paid', 'not_delivered'],
    context: { channel: 'marketplace', site: 'MLB', flows: [] },
    seller: { id: Number(SELLER), nickname: 'FEIRA.DA.SERRA' },
    buyer: BUYER,
    cancel_detail: null,
    coupon: { id: null, amount: 0 },
    feedback: { sale: null, purchase: null },
    comments: 'entregar na portaria',
    ...given,
  };
}

export function lineBody(given: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    item: {
      id: 'MLB5200000001',
      title: 'Chaleira De Ferro 900 Ml',
      category_id: 'MLB277001',
      variation_id: null,
      seller_sku: 'CHA-900',
      user_product_id: 'MLBU1600100200',
      attributes: [],
    },
    quantity: 2,
    unit_price: 210.5,
    full_unit_price: 250,
    currency_id: 'BRL',
    sale_fee: 33.68,
    listing_type_id: 'gold_pro',
    discounts: null,
    ...given,
  };
}

export function paymentBody(given: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 140000000001,
    order_id: 2000020000000001,
    payer_id: BUYER.id,
    card_id: 99887766,
    reason: 'Chaleira De Ferro 900 Ml',
    status: 'approved',
    currency_id: 'BRL',
    transaction_amount: 421,
    transaction_amount_refunded: 0,
    shipping_cost: 19.9,
    marketplace_fee: 67.36,
    date_approved: '2026-11-18T10:00:16.000-04:00',
    ...given,
  };
}

/** As `/orders/search` answers. */
export function searchBody(results: readonly unknown[], total = results.length): Record<string, unknown> {
  return {
    query: '',
    results,
    sort: { id: 'date_asc', name: 'Date ascending' },
    available_sorts: [],
    filters: [],
    paging: { total, offset: 0, limit: 50 },
    display: 'complete',
  };
}

/** The refusals of the API document's section 9.2. */
export const refusals = {
  invalidToken: {
    status: 401,
    body: { message: 'invalid access token', error: 'invalid_token', status: 401, cause: [] },
  },
  policy: {
    status: 403,
    body: {
      message: 'At least one policy returned UNAUTHORIZED.',
      code: 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES',
      status: 403,
      blocked_by: 'PolicyAgent',
    },
  },
  accessDenied: {
    status: 403,
    body: {
      message: 'Access to the requested resource is forbidden',
      error: 'access_denied',
      status: 403,
      cause: null,
    },
  },
  notFound: { status: 404, body: { message: 'not here', error: 'not_found', status: 404, cause: [] } },
  tooMany: { status: 429, body: { message: 'Too Many Requests', error: 'too_many_requests', status: 429, cause: [] } },
  broken: { status: 503, body: { message: 'service unavailable', error: 'unavailable', status: 503, cause: [] } },
} as const;
