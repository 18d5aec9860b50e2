import { writeSearch } from '../window/write-search.ts';

/** What somebody read on the panel of Mercado Livre; null = not that number. */
export interface Stated {
  orders: number | null;
  revenue_cents: number | null;
}

const keys = { orders: 'pedidos', revenue_cents: 'receita' } as const;
const NUMBER = /^\d{1,12}$/;

/** `?pedidos=95&receita=1234567`, revenue in cents; what is no number is as if not stated. */
export function readStated(search: string): Stated {
  const asked = new URLSearchParams(search);
  const read = (key: string) => {
    const text = asked.get(key) ?? '';
    return NUMBER.test(text) ? Number(text) : null;
  };
  return { orders: read(keys.orders), revenue_cents: read(keys.revenue_cents) };
}

/** The address that states these; what else the address says stays. */
export function writeStated(search: string, stated: Stated): string {
  const asked = new URLSearchParams(search);
  for (const name of ['orders', 'revenue_cents'] as const) {
    const value = stated[name];
    if (value === null) asked.delete(keys[name]);
    else asked.set(keys[name], String(value));
  }
  return writeSearch(asked);
}
