/** A tree of wanted fields; an empty one wants everything below. */
interface Wanted {
  [field: string]: Wanted;
}

/**
 * What a projection leaves of an answer: `title,shipping.mode` keeps these two. Fields that do not exist are passed over, as are
 * unknown parameters everywhere (API document 0).
 */
export function projectFields(value: unknown, paths: readonly string[]): unknown {
  const wanted: Wanted = {};
  for (const path of paths) {
    let node = wanted;
    for (const step of path.split('.')) node = node[step] ??= {};
  }
  return keep(value, wanted);
}

function keep(value: unknown, wanted: Wanted): unknown {
  if (Object.keys(wanted).length === 0) return value;
  if (Array.isArray(value)) return value.map((one) => keep(one, wanted));
  if (typeof value !== 'object' || value === null) return value;
  const entries = Object.entries(value).filter(([field]) => Object.hasOwn(wanted, field));
  return Object.fromEntries(entries.map(([field, inner]) => [field, keep(inner, wanted[field] ?? {})]));
}

/** The `attributes` parameter as paths, or null when everything is wanted. */
export function readAttributes(attributes: string | undefined): string[] | null {
  const paths = (attributes ?? '').split(',').filter((path) => path !== '');
  return paths.length === 0 ? null : paths;
}
