const BETWEEN = '|'.charCodeAt(0);

/** A number in [0, 1) that depends on nothing but the words given: the same world for the same seed, whatever is asked first. */
export function chance(...words: (string | number)[]): number {
  // FNV-1a over the words with | between them; a big world asks this some ten million times.
  let hash = 0x811c9dc5;
  for (let place = 0; place < words.length; place++) {
    if (place > 0) hash = Math.imul(hash ^ BETWEEN, 0x01000193);
    const text = String(words[place]);
    for (let index = 0; index < text.length; index++) {
      const code = text.charCodeAt(index);
      // Characters count once, also those that take two codes.
      if ((code & 0xfc00) !== 0xdc00) hash = Math.imul(hash ^ code, 0x01000193);
    }
  }
  // Finish as in murmur3, so that neighbouring words do not give neighbouring numbers.
  hash ^= hash >>> 16;
  hash = Math.imul(hash, 0x85ebca6b);
  hash ^= hash >>> 13;
  hash = Math.imul(hash, 0xc2b2ae35);
  hash ^= hash >>> 16;
  return (hash >>> 0) / 4294967296;
}

/** A whole number from `low` to `high`, both included. */
export function whole(low: number, high: number, ...words: (string | number)[]): number {
  return low + Math.floor(chance(...words) * (high - low + 1));
}

export function pick<Item>(items: readonly Item[], ...words: (string | number)[]): Item {
  return items[Math.floor(chance(...words) * items.length)] as Item;
}
