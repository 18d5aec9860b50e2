export { createProcessMetrics, type ProcessMetrics } from './create-process-metrics.ts';
export { createScrape } from './create-scrape.ts';
