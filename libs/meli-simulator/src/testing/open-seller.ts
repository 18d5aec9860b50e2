import { type SimulatorOptions, startSimulator } from '../start-simulator.ts';

/** An answer over HTTP: status, the raw text and what it says. */
interface Answer<Body> {
  status: number;
  text: string;
  body: Body;
}

interface Pair {
  access_token: string;
  refresh_token: string;
}

/** As much of an order as tests look at. */
export interface ToldOrder {
  id: number;
  status: string;
  pack_id: number | null;
  date_created: string;
  date_closed: string | null;
  last_updated: string;
  tags: string[];
  shipping: { id: number | null };
  cancel_detail: { code: string } | null;
  order_items: { item: { id: string }; quantity: number; unit_price: number; sale_fee: number }[];
}

export interface OrdersPage {
  results: ToldOrder[];
  paging: { total: number; offset: number; limit: number };
}

/**
 * A simulator on a clock that stands still until the test moves it, with a seller who has authorised already.
 * All questions go over real HTTP.
 */
export async function openSeller({
  at = '2026-11-20T15:34:00Z',
  authorised = true,
  ...options
}: Omit<SimulatorOptions, 'clock'> & { at?: string; authorised?: boolean } = {}) {
  let now = new Date(at);
  const simulator = await startSimulator({
    seed: 'promises',
    anchorDay: '2026-11-20',
    ...options,
    clock: { now: () => now },
  });
  const sellerId = simulator.sellers[0]?.sellerId ?? '';
  const post = (form: Record<string, string>) =>
    ask<Pair>(`${simulator.url}/oauth/token`, { method: 'POST', body: new URLSearchParams(form) });
  const application = { client_id: simulator.clientId, client_secret: simulator.clientSecret };
  const renew = (refresh_token: string) => post({ grant_type: 'refresh_token', ...application, refresh_token });
  let token = '';
  const authorise = async () => {
    const { body } = await renew(await simulator.issueRefreshToken(sellerId));
    token = body.access_token;
    return body.refresh_token;
  };
  if (authorised) await authorise();
  const keyed = (key: string): RequestInit => ({ headers: { authorization: `Bearer ${key}` }, redirect: 'manual' });
  return {
    simulator,
    sellerId,
    application,
    post,
    renew,
    authorise,
    moveTo(instant: string) {
      now = new Date(instant);
    },
    get: <Body = unknown>(path: string, key = token) => ask<Body>(`${simulator.url}${path}`, keyed(key)),
    /** The bare answer, for what is not JSON or not whole. */
    fetch: (path: string) => fetch(`${simulator.url}${path}`, keyed(token)),
  };
}

export async function ask<Body = unknown>(url: string, init?: RequestInit): Promise<Answer<Body>> {
  const response = await fetch(url, init);
  const text = await response.text();
  return {
    status: response.status,
    text,
    body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : null,
  };
}

export type Seller = Awaited<ReturnType<typeof openSeller>>;

/** The ids of every listing there is by now, at most a hundred. */
export async function listingIds(seller: Seller): Promise<string[]> {
  const { body } = await seller.get<{ results: string[] }>(`/users/${seller.sellerId}/items/search?limit=100`);
  return body.results;
}

/** Every order of a search, page by page. */
export async function allOrders(seller: Seller, bounds: Record<string, string>): Promise<ToldOrder[]> {
  const found: ToldOrder[] = [];
  for (;;) {
    const query = new URLSearchParams({ seller: seller.sellerId, ...bounds, offset: String(found.length) });
    const { body } = await seller.get<OrdersPage>(`/orders/search?${query}`);
    found.push(...body.results);
    if (body.results.length === 0 || found.length >= body.paging.total) return found;
  }
}
