import { expect, it } from 'vitest';
import { readStated, writeStated } from './reconciliation-search.ts';

it('the address keeps the totals that were typed beside the period, and takes no nonsense', () => {
  const stated = { orders: 95, revenue_cents: 1_234_567 };
  const search = writeStated('?dias=30', stated);
  expect(search).toBe('?dias=30&pedidos=95&receita=1234567');
  expect(readStated(search)).toEqual(stated);
  expect(writeStated(search, { orders: null, revenue_cents: 0 })).toBe('?dias=30&receita=0');
  expect(writeStated('?pedidos=1', { orders: null, revenue_cents: null })).toBe('');
  for (const odd of ['?pedidos=-1', '?pedidos=1.5', '?pedidos=', '?pedidos=1e9', `?pedidos=${'9'.repeat(13)}`, '']) {
    expect(readStated(odd)).toEqual({ orders: null, revenue_cents: null });
  }
});
