import type { FastifyInstance } from 'fastify';

type Body = Record<string, unknown>;

/**
 * Has answers take the rarer of the forms that the document knows, so that a client meets them: results that are null (section 3), a
 * price that is null (4.2, section 10), kits whose struck price is no promotion (4.3), words nobody knew (section 0), and ids as texts
 * (0.1). Which listing tells what follows from its number. The world and its truth are the same as without.
 */
export function tellOddly(server: FastifyInstance): void {
  server.addHook('preSerialization', async (request, _reply, payload: unknown) => {
    const tell = FORMS[`${request.method} ${request.routeOptions.url ?? ''}`];
    return tell && isBody(payload) ? tell(payload, request.params) : payload;
  });
}

const FORMS: Record<string, (body: Body, params: unknown) => unknown> = {
  'GET /users/:id/items/search': (body) =>
    Array.isArray(body.results) && body.results.length === 0 ? { ...body, results: null } : body,
  'GET /items/bulk': (entries) =>
    Array.isArray(entries)
      ? entries.map((entry: Body) => (isBody(entry.body) ? { ...entry, body: oddItem(entry.body) } : entry))
      : entries,
  'GET /items/:id': oddItem,
  'GET /items/:id/sale_price': (body, params) => (turnOf(idOf(params)) === 0 ? kitPrice(body) : body),
  'GET /orders/search': (body) =>
    Array.isArray(body.results)
      ? { ...body, results: body.results.map((order) => (isBody(order) ? oddOrder(order) : order)) }
      : body,
  'GET /orders/:id': oddOrder,
};

const TURNS = 4;

/** The last digits of a listing's number decide; listings are numbered in steps, so every turn comes. */
function turnOf(id: unknown): number {
  return Number(String(id).replace(/\D/g, '').slice(-6)) % TURNS;
}

function oddItem(item: Body): Body {
  if (item.title === undefined) return item;
  const turn = turnOf(item.id);
  if (turn === 1) return { ...item, price: null, base_price: null };
  if (turn === 2) return { ...item, status: 'resting', sub_status: ['dreaming'] };
  if (turn === 3)
    return { ...item, shipping: { ...(isBody(item.shipping) ? item.shipping : {}), logistic_type: 'by_kite' } };
  return item;
}

/** A kit shows what its parts cost alone, and that is no promotion. */
function kitPrice(price: Body): Body {
  if (price.amount === undefined) return price;
  return { ...price, regular_amount: Number(price.amount) + 10, metadata: {} };
}

function oddOrder(order: Body): Body {
  if (order.order_items === undefined) return order;
  const seller = isBody(order.seller) ? { ...order.seller, id: String(order.seller.id) } : order.seller;
  const payments = Array.isArray(order.payments)
    ? order.payments.map((payment: Body) => ({ ...payment, id: String(payment.id) }))
    : order.payments;
  return {
    ...order,
    id: String(order.id),
    pack_id: typeof order.pack_id === 'number' ? String(order.pack_id) : null,
    seller,
    payments,
  };
}

function idOf(params: unknown): unknown {
  return isBody(params) ? params.id : undefined;
}

function isBody(value: unknown): value is Body {
  return typeof value === 'object' && value !== null;
}
