import { z } from 'zod';
import { MeliContractError, MeliRefusedError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { ITEM_FIELDS, type Item, ItemBody, toItem } from '../wire/item.ts';
import { IdBody, orNull, toId } from '../wire/values.ts';

/** What a multiget says of one listing: it is there, it may not be seen, or there is no such listing. */
export type ItemEntry =
  | {
      id: string;
      kind: 'found';
      item: Item;
      /** Parts that Mercado Livre does not tell, asked for again and again: what is known of them must not be taken away (Q48). */
      missing: string[];
    }
  | { id: string; kind: 'refused'; status: number; code: string | null }
  | { id: string; kind: 'missing' }
  /** It is there, but nothing is told of it. */
  | { id: string; kind: 'unreadable' };

/** Every shape of an entry that was seen (API document 4.1): today's, the older one, projected ones, a bare refusal. */
const Entry = z.object({
  id: IdBody.nullish(),
  status_code: z.number().int().nullish(),
  code: z.union([z.number().int(), z.string()]).nullish(),
  body: z.custom<Record<string, unknown>>(isRecord).nullish().catch(null),
  error: z.unknown().optional(),
  status: z.number().int().nullish(),
});
type Entry = z.infer<typeof Entry>;
const Entries = z.array(Entry);
const Refusal = z.object({
  code: orNull(z.unknown()),
  error: orNull(z.unknown()),
  status: orNull(z.number().int()).catch(null),
});

const IDS_PER_CALL = 20;
/** Each address with what it is asked for. */
const BULK = { endpoint: '/items/bulk', attributes: ITEM_FIELDS.map((field) => `body.${field}`).join(',') };
const LEGACY = { endpoint: '/items', attributes: ITEM_FIELDS.join(',') };

/** How often listings are asked for whose answer lacked parts that are read here. */
const TRIES_MAX = 4;

/**
 * Listings by id, 20 a call, each id once, in the order of asking. `/items/bulk` first; where it is not there, the older
 * `/items?ids=`. An entry belongs to the id that it or its body names; one that names none stands for the next id that nobody
 * named (API document 4.1, Q13–Q15). A listing of which a part was left out (HTTP 206, Q48) is asked for again; one that never comes
 * whole is told as far as it came. A part of an unknown form counts as left out, and is not asked for again.
 *
 * @throws MeliContractError when an entry names a listing that was not asked for
 */
export async function* getManyItems(
  request: Request,
  ids: readonly string[],
  options?: CallOptions,
): AsyncGenerator<ItemEntry[]> {
  const unique = [...new Set(ids)];
  const ask = createAsker(request, options);
  for (let from = 0; from < unique.length; from += IDS_PER_CALL) {
    const asked = unique.slice(from, from + IDS_PER_CALL);
    const told = new Map<string, ItemEntry>();
    let open: readonly string[] = asked;
    for (let tries = 1; tries <= TRIES_MAX && open.length > 0; tries++) {
      const { entries, isWhole } = await ask(open);
      for (const entry of entries) told.set(entry.id, entry);
      open = entries.filter((entry) => !isWhole(entry)).map((entry) => entry.id);
    }
    yield asked.flatMap((id) => told.get(id) ?? []);
  }
}

interface Told {
  entries: ItemEntry[];
  /** False for a listing that lacks a part which the answer says is missing. */
  isWhole(entry: ItemEntry): boolean;
}

/** @returns a verb that tells listings as far as one call tells them, and remembers which address answers */
function createAsker(request: Request, options: CallOptions | undefined) {
  let isLegacy = false;
  return async (asked: readonly string[]): Promise<Told> => {
    const read = async ({ endpoint, attributes }: typeof BULK) => {
      const call = { endpoint, query: { ids: asked.join(','), attributes }, schema: Entries };
      const { data, missing } = await request(call, options);
      const names = missing.map((name) => name.replace(/^body\./, '').split('.', 1)[0] ?? '');
      const left = new Set(names.filter((name) => name !== 'id' && ITEM_FIELDS.includes(name)));
      const entries = correlate(asked, data, { endpoint, left });
      const isWhole = (entry: ItemEntry) => entry.kind !== 'found' || !entry.missing.some((name) => left.has(name));
      return { entries, isWhole };
    };
    if (!isLegacy) {
      try {
        return await read(BULK);
      } catch (error) {
        if (!(error instanceof MeliRefusedError) || error.status !== 404) throw error;
        isLegacy = true;
      }
    }
    return read(LEGACY);
  };
}

/** The entries by the ids that were asked for. */
function correlate(
  asked: readonly string[],
  entries: readonly Entry[],
  { endpoint, left }: { endpoint: string; left: ReadonlySet<string> },
): ItemEntry[] {
  const wanted = new Set(asked);
  const byId = new Map<string, Entry>();
  const nameless: Entry[] = [];
  for (const entry of entries) {
    const name = toId(entry.id) ?? (typeof entry.body?.id === 'string' ? entry.body.id : null);
    if (name === null) nameless.push(entry);
    else if (wanted.has(name)) byId.set(name, entry);
    else throw new MeliContractError(`an entry names ${tellable(name)}, which was not asked for`, { endpoint });
  }
  return asked.map((id) => readEntry(id, byId.get(id) ?? nameless.shift(), left));
}

/** A listing's id may be told; any other value of an answer may be personal. */
function tellable(name: string): string {
  return /^[A-Z]{3}\d+$/.test(name) ? name : 'something';
}

function readEntry(id: string, entry: Entry | undefined, left: ReadonlySet<string>): ItemEntry {
  const numericCode = typeof entry?.code === 'number' ? entry.code : null;
  const told = entry?.status_code ?? numericCode ?? entry?.status ?? Refusal.safeParse(entry?.error).data?.status;
  const status = told ?? (entry?.body ? 200 : 404);
  if (!entry || status === 404) return { id, kind: 'missing' };
  if (status >= 300) {
    const refusal = Refusal.safeParse(entry.error ?? entry.body ?? entry).data;
    const word = refusal?.code ?? refusal?.error;
    return { id, kind: 'refused', status, code: typeof word === 'string' ? word : null };
  }
  return entry.body ? readItem(id, entry.body, left) : { id, kind: 'unreadable' };
}

/** A listing as far as its body tells it; every listing has a title and a status. */
function readItem(id: string, body: Record<string, unknown>, left: ReadonlySet<string>): ItemEntry {
  const absent = ['title', 'status', ...left].filter((name) => !Object.hasOwn(body, name));
  const parsed = ItemBody.safeParse(body.id === id ? body : { ...body, id });
  if (parsed.success) return { id, kind: 'found', item: toItem(parsed.data), missing: [...new Set(absent)] };
  const odd = new Set(parsed.error.issues.map(({ path }) => String(path[0])));
  const rest = Object.fromEntries(Object.entries(body).filter(([name]) => !odd.has(name)));
  const item = toItem(ItemBody.parse({ ...rest, id }));
  return { id, kind: 'found', item, missing: [...new Set([...absent, ...odd])] };
}

function isRecord(value: unknown): boolean {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
