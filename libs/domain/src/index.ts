export * from './app-error.ts';
export * from './business-day.ts';
export * from './business-window.ts';
export * from './clock.ts';
export * from './freshness.ts';
export * from './ratio.ts';
