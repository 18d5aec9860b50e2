import { whole } from '../world/random.ts';

type Words = readonly (string | number)[];

/** So many of the items, in their own order; which ones follows from the words. */
export function drawSome<Item>(items: readonly Item[], count: number, words: Words): Item[] {
  const left = [...items.keys()];
  const taken = new Set<number>();
  while (taken.size < count && left.length > 0) {
    const [index] = left.splice(whole(0, left.length - 1, ...words, taken.size), 1);
    if (index !== undefined) taken.add(index);
  }
  return items.filter((_, index) => taken.has(index));
}

/** As `drawSome`: a share of them above 0 and up to 1, but at least one. */
export function drawShare<Item>(items: readonly Item[], share: number, words: Words): Item[] {
  return drawSome(items, Math.max(1, Math.round(items.length * share)), [...words, 'rows']);
}
