import { pick, whole } from '../world/random.ts';
import type { FaultOf } from './fault-rule.ts';

const HOWS = ['repeat-last', 'drop-one', 'short'] as const;
/** A search takes no longer page (API document 6.1). */
const LIMIT_MAX = 51;

type Words = readonly (string | number)[];
type Query = Record<string, string | undefined>;

/** A page as it was asked for, and what becomes of it. */
export interface UnsteadyPage {
  how: (typeof HOWS)[number];
  limit: number;
  offset: number;
  words: Words;
}

/**
 * Prepares a search for its unsteady page: changes the query to the rows that are needed for it.
 * @returns null when this page cannot be told so, such as a first page that begins with the last row of the one before
 */
export function askUnsteadily(
  query: Query,
  { rule, words }: { rule: FaultOf<'page'>; words: Words },
): UnsteadyPage | null {
  const limit = Number(query.limit ?? 50);
  const offset = Number(query.offset ?? 0);
  if (!Number.isInteger(limit) || !Number.isInteger(offset) || limit < 2 || limit > LIMIT_MAX) return null;
  const possible = offset > 0 ? HOWS : HOWS.slice(1);
  const how = rule.how === 'drawn' ? pick(possible, ...words, 'how') : rule.how;
  if (!possible.includes(how)) return null;
  if (how === 'repeat-last') query.offset = String(offset - 1);
  if (how === 'drop-one' && limit < LIMIT_MAX) query.limit = String(limit + 1);
  return { how, limit, offset, words };
}

/** The page that comes of it; null when there are too few rows to lose one. */
export function tellUnsteadily(body: unknown, { how, limit, offset, words }: UnsteadyPage): { body: unknown } | null {
  if (!isPage(body)) return null;
  const paging = { ...body.paging, limit, offset };
  const rows = body.results;
  if (rows.length < 2) return null;
  if (how === 'repeat-last') return { body: { ...body, paging } };
  const lost = whole(1, Math.min(rows.length, limit) - 1, ...words, how);
  const results = how === 'short' ? rows.slice(0, lost) : rows.toSpliced(lost - 1, 1);
  return { body: { ...body, results, paging } };
}

function isPage(body: unknown): body is { results: unknown[]; paging: object } {
  return typeof body === 'object' && body !== null && 'results' in body && Array.isArray(body.results);
}
