import { addDays, findBusinessDay } from '@pulso/domain';

/** An answer: a body as JSON, or a text as it is. */
export interface Told {
  status?: number;
  headers?: Record<string, string>;
  body?: unknown;
  text?: string;
}

export const SELLER = '3456789012';

export type Body = Record<string, unknown>;

/** What the shop of a test has, in the words of the API document; a test writes into it between two syncs. */
export interface ShopWorld {
  sellerId: string;
  listings: Map<string, Body>;
  /** What discovery names besides `listings`. */
  alsoDiscovered: string[];
  prices: Map<string, number | null>;
  /** Status of the rule UP_HAS_SHORTS; null = the rule is not there; no entry = 400, not calculated. */
  clips: Map<string, string | null>;
  visits: Map<string, Record<string, number>>;
  accountVisits: Record<string, number>;
  orders: Map<string, Body>;
  /** Parts that `/orders/search` and `/orders/{id}` leave out, as HTTP 206. */
  partsLeftOut: string[];
  freight: Map<string, { user_id: number; cost: number }[]>;
}

const HOUR_MS = 3_600_000;
const notFound: Told = { status: 404, body: { message: 'not here', error: 'not_found', status: 404, cause: [] } };

/** The refusals of section 9.2. */
export const refused: Record<'item' | 'policy', Told> = {
  item: { status: 403, body: { message: 'forbidden', error: 'access_denied', status: 403, cause: null } },
  policy: {
    status: 403,
    body: {
      message: 'no policy',
      code: 'PA_UNAUTHORIZED_RESULT_FROM_POLICIES',
      status: 403,
      blocked_by: 'PolicyAgent',
    },
  },
};

/** Answers a path as the API document says, from what the shop has. */
export function answerFor(world: ShopWorld, path: string, query: URLSearchParams): Told {
  const [, family = '', id = '', third = '', fourth = ''] = path.split('/');
  if (path === '/users/me') return { body: { id: Number(world.sellerId), nickname: 'LOJA', site_id: 'MLB' } };
  if (path === '/items/bulk') return multiget(world, query);
  if (path === '/orders/search') return searchOrders(world, query);
  if (family === 'users' && third === 'items') {
    const ids = [...world.listings.keys(), ...world.alsoDiscovered];
    return { body: { results: ids, paging: { total: ids.length, offset: 0, limit: 100 } } };
  }
  if (family === 'users' && third === 'items_visits' && fourth === 'time_window') {
    return visitWindow({ user_id: Number(world.sellerId) }, world.accountVisits, query);
  }
  if (family === 'items' && third === 'visits') return visitWindow({ item_id: id }, world.visits.get(id) ?? {}, query);
  if (family === 'items' && third === 'sale_price') {
    const amount = world.prices.get(id);
    return amount === undefined
      ? notFound
      : { body: { amount, regular_amount: null, currency_id: 'BRL', metadata: {} } };
  }
  if (family === 'item' && third === 'performance') return performance(world, id);
  if (family === 'orders') return orderAlone(world, id);
  const senders = family === 'shipments' && third === 'costs' ? world.freight.get(id) : undefined;
  return senders ? { body: { gross_amount: 0, receiver: {}, senders } } : notFound;
}

function multiget(world: ShopWorld, query: URLSearchParams): Told {
  const entries = (query.get('ids') ?? '').split(',').map((id) => {
    const body = world.listings.get(id);
    return body ? { id, status_code: 200, body } : { id, status_code: 404, body: notFound.body };
  });
  return { body: entries };
}

/** Only the hour of a bound counts, and rows of the hours beside it come along (6.1, Q34). */
function searchOrders(world: ShopWorld, query: URLSearchParams): Told {
  const field = query.has('order.date_closed.from') ? 'date_closed' : 'last_updated';
  const prefix = field === 'last_updated' ? 'order.date_last_updated' : 'order.date_closed';
  const bound = (end: string) => Math.floor(Date.parse(query.get(`${prefix}.${end}`) ?? '') / HOUR_MS) * HOUR_MS;
  const found = [...world.orders.values()].filter((order) => {
    const at = Date.parse(String(order[field]));
    return at >= bound('from') - HOUR_MS && at < bound('to') + 2 * HOUR_MS;
  });
  const offset = Number(query.get('offset') ?? 0);
  const results = found.slice(offset, offset + 50).map((order) => withoutParts(order, world.partsLeftOut));
  return {
    ...partial(world),
    body: { results, paging: { total: found.length, offset, limit: 50 }, display: 'complete' },
  };
}

function orderAlone(world: ShopWorld, id: string): Told {
  const order = world.orders.get(id);
  return order ? { ...partial(world), body: withoutParts(order, world.partsLeftOut) } : notFound;
}

function partial({ partsLeftOut }: ShopWorld): Told {
  return partsLeftOut.length === 0 ? {} : { status: 206, headers: { 'x-content-missing': partsLeftOut.join(',') } };
}

function withoutParts(order: Body, parts: readonly string[]): Body {
  return Object.fromEntries(Object.entries(order).filter(([name]) => !parts.includes(name)));
}

/** Sparse, newest first, and labelled by local day (section 5). */
function visitWindow(subject: Body, byDay: Record<string, number>, query: URLSearchParams): Told {
  const to = findBusinessDay(query.get('ending') ?? '');
  if (to === null)
    return { status: 400, body: { message: 'invalid date format for ending date', error: 'bad_request' } };
  const from = addDays(to, -Number(query.get('last')));
  const days = Object.keys(byDay).filter((day) => day >= from && day <= to && byDay[day] !== 0);
  const results = days
    .sort()
    .reverse()
    .map((day) => ({ date: `${day}T00:00:00Z`, total: byDay[day], visits_detail: [] }));
  return { body: { ...subject, date_from: from, date_to: to, unit: 'day', results } };
}

function performance(world: ShopWorld, id: string): Told {
  const status = world.clips.get(id);
  if (status === undefined)
    return { status: 400, body: { message: 'not calculated', error: 'bad_request', status: 400 } };
  const rules = status === null ? [] : [{ key: 'UP_HAS_SHORTS', status }];
  return { body: { score: 80, buckets: [{ variables: [{ rules }] }] } };
}
