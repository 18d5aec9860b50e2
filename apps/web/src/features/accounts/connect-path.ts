/** How much history can be wished for with a connection, in days. */
export const historyDepths = [30, 90, 365] as const;
export type HistoryDays = (typeof historyDepths)[number];

/** Where the browser goes to be sent on to Mercado Livre; null = no more history than there is. */
export function connectPath(days: HistoryDays | null): string {
  const path = '/api/v1/mercadolivre/connect';
  return days === null ? path : `${path}?historyDays=${days}`;
}
