import { z } from 'zod';
import { MeliContractError, MeliRefusedError, MeliRequestError, MeliServerError } from '../errors.ts';
import type { CallOptions, Request } from '../request.ts';
import { Id, listOf, orNull } from '../wire/values.ts';

const Page = z.object({
  results: listOf(Id),
  paging: z.object({ total: z.number().int() }),
  scroll_id: orNull(z.string()),
});
type Page = z.output<typeof Page>;
type Read = (query: Record<string, string | number | undefined>) => Promise<Page>;
/** Those of the ids that were not there before. */
type TakeNew = (ids: readonly string[]) => string[];

const ENDPOINT = '/users/{id}/items/search';
const PAGE_SIZE = 100;
/** Beyond this many results Mercado Livre serves only a scan (API document 3). */
const OFFSET_WINDOW = 1000;
const SCANS_MAX = 5;

/**
 * Every listing of the seller by id, whatever its status, each once: by offset while the window reaches, else by scan. A scan
 * whose cursor expired (5 minutes) is started anew and joined to what was there (API document 3, Q07–Q11). A scan that ends
 * short of its own total is repeated; a second one that finds nothing more is believed.
 *
 * @throws MeliContractError when five scans did not come to an end; MeliServerError when the last of them failed by one
 */
export async function* listItemIds(
  request: Request,
  sellerId: string,
  options?: CallOptions,
): AsyncGenerator<string[]> {
  const seen = new Set<string>();
  const takeNew: TakeNew = (ids) => {
    const added = [...new Set(ids)].filter((id) => !seen.has(id));
    for (const id of added) seen.add(id);
    return added;
  };
  const read: Read = async (query) =>
    (await request({ endpoint: ENDPOINT, id: sellerId, query, schema: Page }, options)).data;

  const first = await read({ limit: PAGE_SIZE, offset: 0 });
  if (first.paging.total <= OFFSET_WINDOW) {
    yield* walkByOffset(first, read, takeNew);
    if (seen.size >= first.paging.total) return;
  }
  let isRepeated = false;
  for (let scan = 1; scan <= SCANS_MAX; scan++) {
    const before = seen.size;
    const { lostBy, total } = yield* walkByScan(read, takeNew);
    // Every cursor lost to the same is no matter of cursors.
    if (lostBy !== null && scan === SCANS_MAX && lostBy instanceof MeliServerError) throw lostBy;
    if (lostBy !== null) continue;
    if (seen.size >= total || (isRepeated && seen.size === before)) return;
    isRepeated = true;
  }
  throw new MeliContractError(`${SCANS_MAX} scans did not bring every listing that their total promises`, {
    endpoint: ENDPOINT,
  });
}

async function* walkByOffset(first: Page, read: Read, takeNew: TakeNew): AsyncGenerator<string[]> {
  let page = first;
  for (let offset = 0; page.results.length > 0; ) {
    const added = takeNew(page.results);
    if (added.length > 0) yield added;
    offset += page.results.length;
    if (offset >= page.paging.total || offset + PAGE_SIZE > OFFSET_WINDOW) return;
    page = await read({ limit: PAGE_SIZE, offset });
  }
}

/** One scan from its beginning; `lostBy` is how its cursor was refused on the way, null when it came to its end. */
async function* walkByScan(read: Read, takeNew: TakeNew): AsyncGenerator<string[], { lostBy: unknown; total: number }> {
  const ofThisScan = new Set<string>();
  let total = 0;
  for (let cursor: string | undefined; ; ) {
    let page: Page;
    try {
      page = await read({ search_type: 'scan', limit: PAGE_SIZE, scroll_id: cursor });
    } catch (error) {
      // How an expired cursor is refused is not known (API document 3); without one the same refusal is thrown.
      const mayBeExpired = [MeliRequestError, MeliRefusedError, MeliServerError].some((kind) => error instanceof kind);
      if (cursor !== undefined && mayBeExpired) return { lostBy: error, total };
      throw error;
    }
    total = page.paging.total;
    const before = ofThisScan.size;
    for (const id of page.results) ofThisScan.add(id);
    const added = takeNew(page.results);
    if (added.length > 0) yield added;
    if (page.scroll_id === null || ofThisScan.size === before) return { lostBy: null, total };
    cursor = page.scroll_id;
  }
}
