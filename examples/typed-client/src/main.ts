import { parseArgs } from 'node:util';
import type { AppRouter } from '@pulso/api/router';
import { createTRPCClient, httpBatchLink } from '@trpc/client';
import { signIn } from './sign-in.ts';

const { PULSO_URL: url = 'http://127.0.0.1:3000', PULSO_EMAIL: email, PULSO_PASSWORD: password } = process.env;
const { positionals } = parseArgs({ allowPositionals: true });
const days = Number(positionals[0] ?? 30);

// Without an address: as the dashboard of a local installation, which signs in by itself.
const headers = email && password ? await signIn(url, { email, password }) : {};
const pulso = createTRPCClient<AppRouter>({ links: [httpBatchLink({ url: `${url}/trpc`, headers })] });

const filter = { days, connectionId: null };
const [{ totals }, { rows }] = await Promise.all([
  pulso.overview.totals.query(filter),
  pulso.overview.listings.query({ ...filter, sort: 'gmv', direction: 'desc', limit: 3, offset: 0, search: null }),
]);
const { orders, gmv_cents, visits, netRevenue_cents } = totals;
print({ days, orders, gmv_cents, visits, netRevenue_cents });
for (const { listingId, title, gmv_cents: sold_cents } of rows) print({ listingId, title, gmv_cents: sold_cents });

function print(line: object): void {
  process.stdout.write(`${JSON.stringify(line)}\n`);
}
