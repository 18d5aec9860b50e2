import type { Page } from 'playwright-core';

export interface Scrolled {
  /** most rows of the table that were in the document at once */
  rows: number;
  /** the longest task of the page while it was scrolled; 0 = none that the browser calls long, which begins at 50 ms */
  longestTask_ms: number;
}

/**
 * Scrolls the list, once the page has come to rest, from its top to its end in steps, as a wheel does.
 * @param options.rests how often it stops on the way and looks at what stands there, so that listings come and are drawn in between
 * @throws Error when the listings of such a place do not come
 */
export async function measureScrolling(page: Page, options: { steps: number; rests: number }): Promise<Scrolled> {
  const list = page.getByRole('region', { name: 'Lista de anúncios' });
  await page.locator('tbody tr[aria-rowindex]').first().waitFor();
  return list.evaluate(async (element, { steps, rests }) => {
    const atRest_ms = 1000;
    let longestTask_ms = 0;
    let lastLongTask = performance.now();
    const observer = new PerformanceObserver((entries) => {
      for (const { duration } of entries.getEntries()) longestTask_ms = Math.max(longestTask_ms, duration);
      lastLongTask = performance.now();
    });
    observer.observe({ type: 'longtask' });
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    while (performance.now() - lastLongTask < atRest_ms) await frame();
    longestTask_ms = 0;
    let rows = 0;
    const shown = () => [...element.querySelectorAll('tbody tr[aria-rowindex]')];
    const hasCome = (row: Element) => row.querySelector('a') !== null;
    for (let step = 1; step <= steps; step += 1) {
      element.scrollTo({ top: (element.scrollHeight * step) / steps });
      await frame();
      await frame();
      rows = Math.max(rows, shown().length);
      if (step % Math.floor(steps / rests) !== 0) continue;
      const giveUpAt = performance.now() + 30_000;
      while (!shown().every(hasCome)) {
        if (performance.now() > giveUpAt) throw new Error(`no listings came at step ${step} of ${steps}`);
        await frame();
      }
    }
    observer.disconnect();
    return { rows, longestTask_ms };
  }, options);
}
