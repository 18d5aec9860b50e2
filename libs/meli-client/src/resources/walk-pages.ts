import { MeliContractError } from '../errors.ts';

export interface Page<Row> {
  rows: Row[];
  /** Mercado Livre's own count. */
  total: number;
}

const PASSES_MAX = 5;

/**
 * Rows of a list that is paged by offset, each once. Pages shift while rows change, so the length that came is the step, and
 * passes are repeated until the distinct ids reach the total (API document 6.1, Q37).
 *
 * @throws MeliContractError when five passes do not reach the total
 */
export async function* walkPages<Row>(
  endpoint: string,
  { read, idOf }: { read(offset: number): Promise<Page<Row>>; idOf(row: Row): string },
): AsyncGenerator<Row[]> {
  const seen = new Set<string>();
  for (let pass = 1; pass <= PASSES_MAX; pass++) {
    let total = 0;
    let offset = 0;
    do {
      const page = await read(offset);
      total = page.total;
      const fresh: Row[] = [];
      for (const row of page.rows) {
        if (seen.has(idOf(row))) continue;
        seen.add(idOf(row));
        fresh.push(row);
      }
      if (fresh.length > 0) yield fresh;
      if (page.rows.length === 0) break;
      offset += page.rows.length;
    } while (offset < total);
    if (seen.size >= total) return;
  }
  throw new MeliContractError(`${PASSES_MAX} passes over the pages did not bring as many rows as their total says`, {
    endpoint,
  });
}
