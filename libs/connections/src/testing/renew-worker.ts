// A process of its own whose callers ask for the key of one connection whenever it is told to; tests kill it in the middle.
import { createDatabase } from '@pulso/database';
import { createTokenProvider } from '../create-token-provider.ts';
import { createTokenCipher } from '../token-cipher.ts';
import type { RenewErrand, RenewOrder, RenewReport } from './renew-workers.ts';

const errand = JSON.parse(process.argv[2] ?? '') as RenewErrand;
const db = createDatabase({ url: errand.databaseUrl, poolMax: 5, applicationName: 'pulso renewals of a test' });
const cipher = createTokenCipher([Buffer.from(errand.key, 'base64')]);

process.on('message', (order: RenewOrder) => {
  void obey(order).then((report) => process.send?.(report));
});
// It outlives no test, however that ends.
process.on('disconnect', () => process.exit());
process.send?.('ready');

async function obey({ tenantId, connectionId, at, callers }: RenewOrder): Promise<RenewReport> {
  const deps = { application: errand.application, cipher, clock: { now: () => new Date(at) } };
  const provider = createTokenProvider(db, tenantId, { connectionId, deps });
  const ends = await Promise.allSettled(Array.from({ length: callers }, () => provider.getAccessToken()));
  return ends.map((end) => (end.status === 'fulfilled' ? { key: end.value } : { error: String(end.reason) }));
}
