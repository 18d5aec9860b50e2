import assert from 'node:assert/strict';
import { addConnection, createTenant } from '@pulso/connections';
import { SCENARIOS } from '@pulso/meli-simulator';
import { expectTruth } from './expect-truth.ts';
import type { Seller } from './open-drawn-seller.ts';

/** Nobody can connect the seller who took the consent back. */
const REVOKED = 'revoked';

/**
 * Connects every other seller of a simulator that has several, two by two to companies of their own, syncs each company, and holds each
 * seller's rows against the truth.
 * @returns how many rows were held against it
 */
export async function liveManySellers(seller: Seller, { at, days }: { at: Date; days: number }): Promise<number> {
  const names = SCENARIOS['many-sellers'].options.sellers;
  const { db, deps, simulator } = seller;
  const connected = [{ ...seller }];
  for (const [index, { sellerId }] of simulator.sellers.entries()) {
    if (sellerId === seller.sellerId || names[index] === REVOKED) continue;
    const tenantId =
      index % 2 === 1
        ? (connected.at(-1)?.tenantId ?? '')
        : (await createTenant(db, { name: `Loja ${index}`, now: at })).tenantId;
    const refreshToken = await simulator.issueRefreshToken(sellerId);
    const { connectionId } = await addConnection(db, tenantId, { refreshToken, deps: deps.connections });
    connected.push({ ...seller, tenantId, sellerId, connectionId });
  }
  const lost = simulator.lostRefreshToken(simulator.sellers[names.indexOf(REVOKED)]?.sellerId);
  assert.ok(lost, 'nobody took the consent back');
  await assert.rejects(addConnection(db, seller.tenantId, { refreshToken: lost, deps: deps.connections }));

  for (const tenantId of new Set(connected.map((one) => one.tenantId))) {
    const { finished } = await seller.runner.submit({
      jobType: 'sync-mercadolivre',
      tenantId,
      params: { daysBack: days },
      trigger: 'api',
    });
    const run = await finished;
    assert.equal(run.status, 'SUCCESS', JSON.stringify(run.metadata));
  }
  let rows = 0;
  for (const { tenantId, sellerId, connectionId } of connected) {
    rows += await expectTruth(db, tenantId, { simulator, sellerId, connectionId, reads: [{ at, days }] });
  }
  return rows;
}
