import type { BusinessWindow } from '@pulso/domain';

/** What a query of the screen is about: a window of days, and one connection or all of them. */
export interface MetricsFilter {
  window: BusinessWindow;
  /** null = every connection of the tenant. */
  connectionId: string | null;
}
