import type { RunsQuery } from '../../api/trpc.ts';
import { isCalendarDay } from '../window/is-calendar-day.ts';
import { writeSearch } from '../window/write-search.ts';
import { jobs } from './jobs.ts';

/** What of the runs is looked at; null = all. */
export interface RunsView {
  jobType: RunsQuery['jobType'];
  onlyTroubled: boolean;
  /** `YYYY-MM-DD` */
  day: string | null;
}

/** What an address asks for (`?tarefa=leitura&dia=2026-11-20&so=problemas`); what cannot be is as if not asked. */
export function readRunsView(search: string): RunsView {
  const asked = new URLSearchParams(search);
  const day = asked.get('dia');
  return {
    jobType: jobs.find(({ address }) => address === asked.get('tarefa'))?.type ?? null,
    onlyTroubled: asked.get('so') === 'problemas',
    day: day !== null && isCalendarDay(day) ? day : null,
  };
}

/** The address that asks for `view`; what else it says stays. */
export function writeRunsView(search: string, { jobType, onlyTroubled, day }: RunsView): string {
  const asked = new URLSearchParams(search);
  const put = (key: string, value: string | undefined) => {
    if (value === undefined) asked.delete(key);
    else asked.set(key, value);
  };
  put('tarefa', jobs.find(({ type }) => type === jobType)?.address);
  put('so', onlyTroubled ? 'problemas' : undefined);
  put('dia', day ?? undefined);
  return writeSearch(asked);
}
