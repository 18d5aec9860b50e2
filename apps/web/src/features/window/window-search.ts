import type { WindowFilter } from '../../api/trpc.ts';

/** The periods that the screen offers, in days; the first is what the page opens with. */
export const periods = [7, 30, 90] as const;
export type PeriodDays = (typeof periods)[number];

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** What an address asks for (`?dias=30&conta=<uuid>`); a period or account that cannot be is as if not asked. */
export function readWindowSearch(search: string): WindowFilter & { days: PeriodDays } {
  const asked = new URLSearchParams(search);
  const account = asked.get('conta');
  return {
    days: periods.find((days) => String(days) === asked.get('dias')) ?? periods[0],
    connectionId: account !== null && UUID.test(account) ? account : null,
  };
}

/** The address that asks for `filter`; what else the address says stays. */
export function writeWindowSearch(search: string, filter: WindowFilter): string {
  const asked = new URLSearchParams(search);
  asked.set('dias', String(filter.days));
  if (filter.connectionId === null) asked.delete('conta');
  else asked.set('conta', filter.connectionId);
  return `?${asked}`;
}

/** What of an address holds for every page: the period, the account and the language. Empty when it says none of them. */
export function keepAcrossPages(search: string): string {
  const asked = new URLSearchParams(search);
  const kept = new URLSearchParams(
    ['dias', 'conta', 'idioma'].flatMap((key) => {
      const value = asked.get(key);
      return value === null ? [] : [[key, value]];
    }),
  );
  return kept.size > 0 ? `?${kept}` : '';
}
