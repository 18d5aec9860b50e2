import { expect, it } from 'vitest';
import { addressOf } from './address-of.ts';
import { MeliRequestError } from './errors.ts';

it('every part of an address is encoded, and what is not asked is left out', () => {
  const query = { context: 'a b&c=d+é', limit: 50, cursor: undefined };
  expect(addressOf({ endpoint: '/items/{id}/sale_price', id: 'MLB 1/2', query })).toBe(
    '/items/MLB%201%2F2/sale_price?context=a%20b%26c%3Dd%2B%C3%A9&limit=50',
  );
  const parts = { site: 'MLB', product: 'PADS' };
  expect(addressOf({ endpoint: '/advertising/{site}/advertisers/{id}/{product}', id: '7', parts })).toBe(
    '/advertising/MLB/advertisers/7/PADS',
  );
  expect(addressOf({ endpoint: '/users/me' })).toBe('/users/me');
});

it.each(['', '.', '..', undefined])('no call is made for the id %o, which would lead to another resource', (id) => {
  const asked = id === undefined ? {} : { id };
  expect(() => addressOf({ endpoint: '/items/{id}', ...asked })).toThrow(MeliRequestError);
});

it('half of a pair of signs, as a hostile answer may send it, spoils no call', () => {
  const half = 'x\ud800';
  expect(addressOf({ endpoint: '/items/{id}', id: half, query: { scroll_id: half } })).toBe(
    '/items/x%EF%BF%BD?scroll_id=x%EF%BF%BD',
  );
});
