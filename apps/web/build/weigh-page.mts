import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

const KILOBYTE = 1000;
const FIRST_PAINT_SCRIPT_MAX = 200 * KILOBYTE;
const WHOLE_PAGE_MAX = 320 * KILOBYTE;
/** The page that a seller opens first, by the name of its file. */
const FIRST_PAGE = 'overview-page';

/**
 * Prints what a seller's phone has to fetch for Visão geral, gzipped, and fails the build beyond the budget.
 * First paint: the scripts that the document names, and those of the page itself. Whole page: besides them the document,
 * its styles, and whatever the page fetches later, such as the chart. Other pages and other languages are not of it.
 */
export function weighPage(): Plugin {
  return {
    name: 'pulso-weigh-page',
    apply: 'build',
    writeBundle(_, bundle) {
      const { firstPaint, whole } = weighBundle(bundle);
      this.info(`first paint: ${kilobytes(firstPaint)} of script, whole page: ${kilobytes(whole)} (gzip)`);
      if (firstPaint > FIRST_PAINT_SCRIPT_MAX || whole > WHOLE_PAGE_MAX) {
        this.error(
          `The page is too heavy: at most ${kilobytes(FIRST_PAINT_SCRIPT_MAX)} of script before the first paint and ` +
            `${kilobytes(WHOLE_PAGE_MAX)} in all. Load the new part lazily, or leave it out.`,
        );
      }
    },
  };
}

/**
 * Bytes, gzipped, of the scripts before the first paint and of everything that Visão geral fetches.
 * @throws Error when the bundle has no script of its own for Visão geral: then the numbers would say nothing
 */
export function weighBundle(bundle: Rolldown.OutputBundle): { firstPaint: number; whole: number } {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const entries = chunks.filter((chunk) => chunk.isEntry);
  const page = chunks.filter((chunk) => chunk.name === FIRST_PAGE);
  if (page.length === 0) throw new Error(`The bundle has no chunk named ${FIRST_PAGE}`);
  const shared = reach(bundle, entries, (chunk) => chunk.imports);
  const firstPaint = reach(bundle, [...entries, ...page], (chunk) => chunk.imports);
  // What the entry fetches later are the other pages and languages.
  const later = reach(bundle, page, (chunk) =>
    shared.has(chunk.fileName) ? chunk.imports : [...chunk.imports, ...chunk.dynamicImports],
  );
  const scripts = new Set([...firstPaint, ...later]);
  const documents = Object.keys(bundle).filter((name) => name.endsWith('.html'));
  const styles = [...scripts].flatMap((name) => [...stylesOf(bundle[name])]);
  return {
    firstPaint: weigh(bundle, firstPaint),
    whole: weigh(bundle, new Set([...scripts, ...styles, ...documents])),
  };
}

/** The names of these chunks and of all that they lead to. */
function reach(
  bundle: Rolldown.OutputBundle,
  from: readonly Rolldown.OutputChunk[],
  next: (chunk: Rolldown.OutputChunk) => string[],
): Set<string> {
  const names = new Set<string>();
  const queue = from.map((chunk) => chunk.fileName);
  for (let name = queue.shift(); name; name = queue.shift()) {
    const file = bundle[name];
    if (names.has(name) || file?.type !== 'chunk') continue;
    names.add(name);
    queue.push(...next(file));
  }
  return names;
}

function stylesOf(file: Rolldown.OutputBundle[string] | undefined): Set<string> {
  return (file?.type === 'chunk' && file.viteMetadata?.importedCss) || new Set();
}

function weigh(bundle: Rolldown.OutputBundle, names: ReadonlySet<string>): number {
  let bytes = 0;
  for (const name of names) {
    const file = bundle[name];
    if (file) bytes += gzipSync(file.type === 'chunk' ? file.code : file.source).length;
  }
  return bytes;
}

function kilobytes(bytes: number): string {
  return `${(bytes / KILOBYTE).toFixed(1)} kB`;
}
