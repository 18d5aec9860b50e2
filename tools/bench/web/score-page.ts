import { existsSync } from 'node:fs';
import { launch } from 'chrome-launcher';
import lighthouse, { type Config, desktopConfig } from 'lighthouse';
import { CHROMIUM, FLAGS } from '../../e2e/open-dashboard.ts';

export const categories = ['performance', 'accessibility', 'best-practices'] as const;
export type Category = (typeof categories)[number];
/** From 0 to 100. */
export type Scores = Record<Category, number>;

/** What Lighthouse takes for the visitor: a desk, or a phone on a slow network, emulated as it does unless told otherwise. */
const VISITORS: Record<'desktop' | 'mobile', Config | undefined> = { desktop: desktopConfig, mobile: undefined };
export type Visitor = keyof typeof VISITORS;

/**
 * One reading of Lighthouse, in a browser of its own.
 * @throws Error when the page could not be judged
 */
export async function scorePage(url: string, visitor: Visitor): Promise<Scores> {
  const chromePath = CHROMIUM.find(existsSync);
  const chrome = await launch({ ...(chromePath && { chromePath }), chromeFlags: ['--headless=new', ...FLAGS] });
  try {
    const flags = { port: chrome.port, onlyCategories: [...categories], logLevel: 'error' as const };
    const result = await lighthouse(url, flags, VISITORS[visitor]);
    if (!result || result.lhr.runtimeError) {
      throw new Error(`Lighthouse could not judge ${url}: ${result?.lhr.runtimeError?.message ?? 'no result'}`);
    }
    const { categories: judged } = result.lhr;
    return Object.fromEntries(categories.map((name) => [name, Math.round((judged[name]?.score ?? 0) * 100)])) as Scores;
  } finally {
    chrome.kill();
  }
}
