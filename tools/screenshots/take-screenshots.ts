import { join } from 'node:path';
import { openDashboard } from '../e2e/open-dashboard.ts';

const folder = join(import.meta.dirname, '../../docs/images');
const shots = [
  { name: 'visao-geral', width: 1280, height: 900, colorScheme: 'light' },
  { name: 'visao-geral-celular', width: 390, height: 844, colorScheme: 'dark' },
] as const;

/** Takes the pictures of the documents from the running system: `npm run screenshots`, after a build. */
const dashboard = await openDashboard();
try {
  await dashboard.sync(120);
  for (const { name, ...view } of shots) {
    const { page } = await dashboard.openPage(view);
    await page.locator('label', { hasText: '30 dias' }).click();
    await page.getByText('Clip (vídeo)').first().waitFor();
    await page.waitForLoadState('networkidle');
    await page.screenshot({ path: join(folder, `${name}.png`) });
    await page.context().close();
  }
} finally {
  await dashboard.close();
}
