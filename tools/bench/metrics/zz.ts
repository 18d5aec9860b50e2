import { createDatabase } from '@pulso/database';
import { createTestDatabase, withServer } from '@pulso/database/testing';
import { bareWays } from './bare-questions.ts';
import { tenantOf } from './draw-facts.ts';
import { drawMetrics } from './draw-rows.ts';
import { LAST_DAY, screen, type Kind } from './screen-asks.ts';
const L = Number(process.argv[2] ?? 10);
const test = await createTestDatabase({ poolMax: 1 });
await withServer(test.url, (c) => drawMetrics(test.db, c, { tenants: 8, listings: L, days: 360, lastDay: LAST_DAY }));
console.log('drawn');
const med = (x: number[]) => x.sort((a, b) => a - b)[x.length >> 1]!;
for (const [kind, days] of [['series', 7], ['series', 90], ['ranking', 7], ['ranking', 90]] as [Kind, number][]) {
  for (let r = 0; r < 3; r++) {
  const db = createDatabase({ url: test.url, poolMax: 1, applicationName: 'zz' });
  await withServer(test.url, (a) => withServer(test.url, async (b) => {
    const bare = bareWays(kind);
    const ways = [(q: any) => screen[kind](db, q), (q: any) => bare[0]!(a, q), ...(bare[1] ? [(q: any) => bare[1]!(b, q)] : [])];
    const times = ways.map((): number[] => []);
    for (let i = 0; i < 100; i++) {
      const q = { tenantId: tenantOf(1 + (i * 7) % 8), days };
      for (const w of ways) await w(q);
      for (let s = 0; s < ways.length; s++) { const k = (i + s) % ways.length; const t = performance.now(); await ways[k]!(q); times[k]!.push(performance.now() - t); }
    }
    console.log(kind, days, 'product own hand', times.map((t) => med(t).toFixed(3)).join(' '));
  }));
  await db.close();
  }
}
await test.drop();
process.exit(0);
