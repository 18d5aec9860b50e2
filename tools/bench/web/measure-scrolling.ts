import type { Page } from 'playwright-core';

export interface Scrolled {
  /** most rows of the table that were in the document at once */
  rows: number;
  /** the longest task of the page while it was scrolled; 0 = none that the browser calls long, which begins at 50 ms */
  longestTask_ms: number;
}

/** Scrolls the list, once the page has come to rest, from its top to its end in steps, as a wheel does. */
export async function measureScrolling(page: Page, { steps }: { steps: number }): Promise<Scrolled> {
  const list = page.getByRole('region', { name: 'Lista de anúncios' });
  await page.locator('tbody tr[aria-rowindex]').first().waitFor();
  return list.evaluate(async (element, count) => {
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
    for (let step = 1; step <= count; step += 1) {
      element.scrollTo({ top: (element.scrollHeight * step) / count });
      await frame();
      await frame();
      rows = Math.max(rows, element.querySelectorAll('tbody tr[aria-rowindex]').length);
    }
    observer.disconnect();
    return { rows, longestTask_ms };
  }, steps);
}
