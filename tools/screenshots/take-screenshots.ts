import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { query } from '@pulso/database';
import { openDashboard } from '../e2e/open-dashboard.ts';

const folder = join(import.meta.dirname, '../../docs/images');
const DESK = { width: 1280, height: 900 };

/** Each picture with the page that it shows; it is taken once nothing is asked for and every part is drawn. */
const shots = [
  { name: 'visao-geral', path: '/?dias=30', ...DESK },
  { name: 'visao-geral-celular', path: '/?dias=30', width: 390, height: 844, colorScheme: 'dark' },
  { name: 'anuncios', path: '/anuncios?dias=30', ...DESK },
  { name: 'anuncio', path: '/anuncios/LISTING?dias=90', ...DESK },
  { name: 'passaporte', path: '/passaporte?dias=30&numero=receita', ...DESK },
  { name: 'execucoes', path: '/execucoes', ...DESK },
  { name: 'contas', path: '/contas', ...DESK },
  { name: 'conferencia', path: '/conferencia?dias=30', ...DESK },
  { name: 'ajustes', path: '/ajustes', ...DESK },
] as const;

/** Takes the pictures of the documents from the running system: `npm run screenshots`. */
const dashboard = await openDashboard();
try {
  const { db, tenantId } = dashboard;
  await dashboard.sync(120);
  const [best] = await query<{ listing_id: string }>(
    db,
    'select listing_id from listing_metrics_daily where tenant_id = $1 group by listing_id order by sum(gmv) desc, listing_id limit 1',
    { bind: [tenantId] },
  );
  // A schedule with a past; a first sync has none.
  const runs = readFileSync(new URL('../e2e/three-months-of-runs.sql', import.meta.url), 'utf8');
  await query(db, runs, { bind: [tenantId] });
  for (const { name, path, ...view } of shots) {
    const { page } = await dashboard.openPage({ ...view, path: path.replace('LISTING', best?.listing_id ?? '') });
    await page.waitForLoadState('networkidle');
    await page.getByRole('heading', { level: 1 }).waitFor();
    await page.waitForFunction(() => document.querySelector('[aria-busy="true"]') === null);
    // A drawing comes after its days do; those further down come to whoever scrolls there.
    await page.waitForFunction(() =>
      [...document.querySelectorAll('.mantine-Skeleton-root')].every(
        (place) => place.getBoundingClientRect().top >= innerHeight,
      ),
    );
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.context().close();
  }
} finally {
  await dashboard.close();
}
