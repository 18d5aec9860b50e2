import { z } from 'zod';
import { MeliContractError, MeliRefusedError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { ITEM_FIELDS, Item } from '../wire/item.ts';
import { Id, orNull } from '../wire/values.ts';

/** What a multiget says of one listing. */
export type ItemEntry =
  | { id: string; kind: 'found'; item: Item }
  | { id: string; kind: 'refused'; status: number; code: string | null }
  | { id: string; kind: 'missing' };

const Failure = z.object({ code: orNull(z.unknown()), error: orNull(z.unknown()), status: orNull(z.number()) });
/** Every shape of an entry that was seen (API document 4.1): the newer and the older one, and projected ones. */
const Entry = z.object({
  id: orNull(Id),
  status_code: orNull(z.number().int()),
  code: orNull(z.union([z.number().int(), z.string()])),
  body: orNull(z.record(z.string(), z.unknown())),
  error: orNull(z.unknown()),
  status: orNull(z.number().int()),
});
const Entries = z.array(Entry);

const IDS_PER_CALL = 20;

/**
 * Listings by id, 20 a call, each id once. `/items/bulk` first; where it is not there, the older `/items?ids=`.
 * An entry belongs to the id it names, else to the one that its body names, else to the one at its position.
 *
 * @throws MeliContractError when an entry that was found is not of the agreed form
 */
export async function* getManyItems(
  request: Request,
  ids: readonly string[],
  options?: CallOptions,
): AsyncGenerator<ItemEntry[]> {
  const unique = [...new Set(ids)];
  let isLegacy = false;
  for (let from = 0; from < unique.length; from += IDS_PER_CALL) {
    const asked = unique.slice(from, from + IDS_PER_CALL);
    if (!isLegacy) {
      try {
        yield correlate(asked, await readBulk(request, asked, options));
        continue;
      } catch (error) {
        if (!(error instanceof MeliRefusedError) || error.status !== 404) throw error;
        isLegacy = true;
      }
    }
    yield correlate(asked, await readLegacy(request, asked, options));
  }
}

async function readBulk(request: Request, ids: readonly string[], options?: CallOptions) {
  const attributes = ITEM_FIELDS.map((field) => `body.${field}`).join(',');
  const query = { ids: ids.join(','), attributes };
  return (await request({ endpoint: '/items/bulk', path: '/items/bulk', query, schema: Entries }, options)).data;
}

async function readLegacy(request: Request, ids: readonly string[], options?: CallOptions) {
  const query = { ids: ids.join(','), attributes: ITEM_FIELDS.join(',') };
  return (await request({ endpoint: '/items', path: '/items', query, schema: Entries }, options)).data;
}

function correlate(asked: readonly string[], entries: readonly z.output<typeof Entry>[]): ItemEntry[] {
  const expected = new Set(asked);
  const byId = new Map<string, ItemEntry>();
  for (const [position, entry] of entries.entries()) {
    const named = entry.id ?? (typeof entry.body?.id === 'string' ? entry.body.id : null);
    const id = named !== null && expected.has(named) ? named : asked[position];
    if (id !== undefined && !byId.has(id)) byId.set(id, readEntry(id, entry));
  }
  return asked.map((id) => byId.get(id) ?? { id, kind: 'missing' });
}

function readEntry(id: string, entry: z.output<typeof Entry>): ItemEntry {
  const numericCode = typeof entry.code === 'number' ? entry.code : null;
  const status = entry.status_code ?? numericCode ?? entry.status ?? (entry.body ? 200 : 404);
  if (status === 404) return { id, kind: 'missing' };
  if (status >= 300 || !entry.body) {
    const failure = Failure.safeParse(entry.error ?? entry.body ?? entry);
    const word = failure.success ? (failure.data.code ?? failure.data.error) : null;
    return { id, kind: 'refused', status, code: typeof word === 'string' ? word : null };
  }
  const parsed = Item.safeParse({ ...entry.body, id });
  if (parsed.success) return { id, kind: 'found', item: parsed.data };
  const [fault] = parsed.error.issues;
  throw new MeliContractError(`listing ${id}: ${fault?.path.join('.')}: ${fault?.message}`, {
    endpoint: '/items/bulk',
  });
}
