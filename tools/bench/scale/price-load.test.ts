import { expect, it } from 'vitest';
import type { Load } from './add-up-sellers.ts';
import { deploymentsOf, priceOf } from './price-load.ts';

const load = (over: Partial<Load>): Load => ({
  tenants: 10,
  listings: 1000,
  rowsPerYear: 365_000,
  gigabytesPerYear: 1,
  rowsWrittenPerSecond: 1,
  callsPerSecond: 0.1,
  busyCores: 0.01,
  ...over,
});

it('few companies share the smallest that can be started, however little they need', () => {
  const [ten, hundred] = [priceOf(load({})), priceOf(load({ tenants: 100, busyCores: 0.1, gigabytesPerYear: 10 }))];
  // 730 hours of 0.75 processors, 1.5 GB and a small database, and 20 GB of disk.
  expect(ten * 10).toBeCloseTo(730 * (0.75 * 0.04048 + 1.5 * 0.004445 + 0.032) + 20 * 0.115, 6);
  expect(hundred).toBeCloseTo(ten / 10, 6);
});

it('a company whose work fills processors pays for them, for the database and for its disk', () => {
  const large = load({ tenants: 1, busyCores: 2, gigabytesPerYear: 1000 });
  expect(priceOf(large)).toBeCloseTo(730 * (4 * 0.04048 + 8 * 0.004445 + 4 * 0.0795) + 1000 * 0.115, 6);
});

it('each application that the calls need is a deployment of its own, which costs at least the smallest', () => {
  const many = load({ tenants: 1000, callsPerSecond: 10.1 });
  expect(deploymentsOf(load({ callsPerSecond: 10 }))).toBe(1);
  expect(deploymentsOf(many)).toBe(2);
  expect(priceOf(many) * 1000).toBeCloseTo(2 * priceOf(load({ tenants: 1 })), 6);
});
