import { refuse } from '../http/refusals.ts';
import { drawShare } from './draw-some.ts';
import type { FaultOf } from './fault-rule.ts';

type Shape = FaultOf<'bulk-entries'>['shape'];
type Entry = { id?: string; status_code?: number; body?: unknown };

/** Every shape in which the entry of one listing was seen (API document 4.1); those with a body need one. */
const SHAPES: Record<Shape, (id: string, entry: Entry) => object> = {
  nothing: () => ({}),
  'not-found': (id) => ({ id, status_code: 404, error: refuse.itemNotFound(id).body }),
  forbidden: (id) => ({ id, status_code: 403, error: refuse.accessDenied().body }),
  'policy-agent': () => refuse.policy().body,
  'body-only': (_id, entry) => (entry.body === undefined ? entry : { body: entry.body }),
  'status-and-body': (_id, entry) =>
    entry.body === undefined ? entry : { status_code: entry.status_code ?? 200, body: entry.body },
};

/** A multiget of which a share of the entries has the shape of the rule; null when the answer is no multiget. */
export function reshapeEntries(
  body: unknown,
  { rule, words, query }: { rule: FaultOf<'bulk-entries'>; words: readonly (string | number)[]; query: unknown },
): { body: unknown } | null {
  if (!Array.isArray(body)) return null;
  const ids = idsOf(query);
  const chosen = new Set(drawShare([...body.keys()], rule.rows, words));
  const entries = body.map((entry: Entry, index) =>
    chosen.has(index) ? SHAPES[rule.shape](ids[index] ?? '', entry) : entry,
  );
  return { body: entries };
}

/** Entries stand in the order in which their listings were asked for. */
function idsOf(query: unknown): string[] {
  const ids = typeof query === 'object' && query !== null && 'ids' in query ? query.ids : '';
  return String(ids)
    .split(',')
    .filter((id) => id !== '');
}
