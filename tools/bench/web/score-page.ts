import { existsSync } from 'node:fs';
import { launch } from 'chrome-launcher';
import lighthouse, { type Config, desktopConfig, type RunnerResult } from 'lighthouse';
import { CHROMIUM, FLAGS } from '../../e2e/open-dashboard.ts';

export const categories = ['performance', 'accessibility', 'best-practices'] as const;
export type Category = (typeof categories)[number];
/** From 0 to 100. */
export type Scores = Record<Category, number>;

/** What Lighthouse takes for the visitor: a desk, or a phone on a slow network, emulated as it does unless told otherwise. */
const VISITORS: Record<'desktop' | 'mobile', Config | undefined> = { desktop: desktopConfig, mobile: undefined };
export type Visitor = keyof typeof VISITORS;

/** A recording that lacks the beginning of the visit, as one in a dozen does. It holds no figure, and Lighthouse asks for another one. */
const UNREADABLE = 'NO_NAVSTART';
const RECORDINGS_MAX = 3;

/**
 * One reading of Lighthouse, in a browser of its own.
 * @throws Error when the page could not be judged
 */
export async function scorePage(url: string, visitor: Visitor): Promise<Scores> {
  for (let recording = 1; ; recording += 1) {
    const { runtimeError, categories: judged } = await record(url, visitor);
    if (!runtimeError) {
      const points = categories.map((name) => [name, Math.round((judged[name]?.score ?? 0) * 100)]);
      return Object.fromEntries(points) as Scores;
    }
    if (runtimeError.code !== UNREADABLE || recording === RECORDINGS_MAX)
      throw new Error(`Lighthouse could not judge ${url}: ${runtimeError.message}`);
    console.error(`recording ${recording} of ${url} cannot be read (${UNREADABLE}); making another one`);
  }
}

async function record(url: string, visitor: Visitor): Promise<RunnerResult['lhr']> {
  const chromePath = CHROMIUM.find(existsSync);
  const chrome = await launch({ ...(chromePath && { chromePath }), chromeFlags: ['--headless=new', ...FLAGS] });
  try {
    const flags = { port: chrome.port, onlyCategories: [...categories], logLevel: 'error' as const };
    const result = await lighthouse(url, flags, VISITORS[visitor]);
    if (!result) throw new Error(`Lighthouse could not judge ${url}: no result`);
    return result.lhr;
  } finally {
    chrome.kill();
  }
}
