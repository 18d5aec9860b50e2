import { whole } from '../world/random.ts';
import { drawShare, drawSome } from './draw-some.ts';
import type { FaultOf } from './fault-rule.ts';

type Fields = Record<string, unknown>;

interface Parts {
  /** What was seen missing, or stands beside it. */
  usual: readonly string[];
  /** Whether `X-Content-Missing` names them; on users it is not documented (API document 0). */
  isTold: boolean;
}

const ORDER: Parts = {
  usual: ['payments', 'shipping', 'feedback', 'mediations', 'order_request', 'date_closed', 'last_updated', 'tags'],
  isTold: true,
};
const ITEM: Parts = { usual: ['pictures', 'attributes', 'sale_terms', 'shipping', 'variations', 'tags'], isTold: true };
const USER: Parts = { usual: ['seller_reputation', 'buyer_reputation', 'credit', 'points'], isTold: false };

const PARTS = new Map<string, Parts>([
  ['/orders/search', ORDER],
  ['/orders/:id', ORDER],
  ['/items/:id', ITEM],
  ['/items/bulk', ITEM],
  ['/items', ITEM],
  ['/users/me', USER],
  ['/users/:id', USER],
]);

/** What an answer of this route can lack, or null when it is never answered in part. */
export function partsAt(template: string | null): Parts | null {
  return (template !== null && PARTS.get(template)) || null;
}

/**
 * The answer without some of its parts, and their names: an order, a listing or a user, the rows of a page or the bodies of a
 * multiget. Only what was there is named.
 *
 * @returns null when nothing of it could be left out
 */
export function withoutParts(
  body: unknown,
  { rule, words, parts }: { rule: FaultOf<'partial'>; words: readonly (string | number)[]; parts: Parts },
): { body: unknown; missing: string[] } | null {
  const cut = new Set<string>();
  const holdersOf = fieldsIn(body);
  const present = new Set(holdersOf.flatMap((fields) => Object.keys(fields)));
  const names = (rule.missing ?? parts.usual).filter((name) => present.has(name));
  const drawn = rule.missing ? names : drawSome(names, whole(1, Math.max(1, names.length), ...words, 'parts'), words);
  const able = holdersOf.filter((fields) => drawn.some((name) => Object.hasOwn(fields, name)));
  const rows = new Set(drawShare(able, rule.rows, words));
  const strip = (fields: Fields): Fields => {
    if (!rows.has(fields)) return fields;
    const left = { ...fields };
    for (const name of drawn) {
      if (Object.hasOwn(left, name)) cut.add(name);
      delete left[name];
    }
    return left;
  };
  const changed = mapFields(body, strip);
  return cut.size === 0 ? null : { body: changed, missing: [...cut] };
}

function fieldsIn(body: unknown): Fields[] {
  const found: Fields[] = [];
  mapFields(body, (fields) => {
    found.push(fields);
    return fields;
  });
  return found;
}

/** Passes every order, listing or user of an answer through `change`. */
function mapFields(body: unknown, change: (fields: Fields) => Fields): unknown {
  if (Array.isArray(body)) return body.map((entry) => (isFields(entry) ? inEntry(entry, change) : entry));
  if (!isFields(body)) return body;
  if (!Array.isArray(body.results)) return change(body);
  return { ...body, results: body.results.map((row) => (isFields(row) ? change(row) : row)) };
}

/** An entry of a multiget that was refused has nothing to lose. */
function inEntry(entry: Fields, change: (fields: Fields) => Fields): Fields {
  const isGood = (entry.code ?? entry.status_code ?? 200) === 200;
  return isGood && isFields(entry.body) ? { ...entry, body: change(entry.body) } : entry;
}

function isFields(value: unknown): value is Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
