import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

const KILOBYTE = 1000;
const FIRST_PAINT_SCRIPT_MAX = 200 * KILOBYTE;
const WHOLE_PAGE_MAX = 320 * KILOBYTE;
/** The page that a seller opens first, by the name of its file. */
export const FIRST_PAGE = 'overview-page';

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
      const { firstPaint, whole } = weighBundle(bundle, (id) => this.getModuleInfo(id));
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

/** What a module asks for at once, and what it asks for later. */
type Imports = Pick<Rolldown.ModuleInfo, 'importedIds' | 'dynamicallyImportedIds'>;
type ReadImports = (id: string) => Imports | null;

/**
 * Bytes, gzipped, of the scripts before the first paint and of everything that Visão geral fetches.
 * Who asks for what later is read from the modules: a chunk that pages share asks for the later parts of all of them.
 * @throws Error when the bundle has no script of its own for Visão geral: then the numbers would say nothing
 */
export function weighBundle(
  bundle: Rolldown.OutputBundle,
  importsOf: ReadImports,
): { firstPaint: number; whole: number } {
  const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
  const entries = chunks.filter((chunk) => chunk.isEntry);
  const page = chunks.filter((chunk) => chunk.name === FIRST_PAGE);
  if (page.length === 0) throw new Error(`The bundle has no chunk named ${FIRST_PAGE}`);
  const firstPaint = reachChunks(bundle, [...entries, ...page]);
  // What the entry fetches later are the other pages and languages.
  const ofEveryPage = reach(facades(entries), (id) => importsOf(id)?.importedIds ?? []);
  const ofPage = reach(facades(page), (id) => {
    const { importedIds = [], dynamicallyImportedIds = [] } = importsOf(id) ?? {};
    return ofEveryPage.has(id) ? importedIds : [...importedIds, ...dynamicallyImportedIds];
  });
  const later = chunks.filter(({ facadeModuleId }) => facadeModuleId !== null && ofPage.has(facadeModuleId));
  const scripts = new Set([...firstPaint, ...reachChunks(bundle, later)]);
  const documents = Object.keys(bundle).filter((name) => name.endsWith('.html'));
  const styles = [...scripts].flatMap((name) => [...stylesOf(bundle[name])]);
  return {
    firstPaint: weigh(bundle, firstPaint),
    whole: weigh(bundle, new Set([...scripts, ...styles, ...documents])),
  };
}

const facades = (chunks: readonly Rolldown.OutputChunk[]) =>
  chunks.flatMap(({ facadeModuleId }) => (facadeModuleId === null ? [] : [facadeModuleId]));

/** The names of these chunks and of all that they need at once. */
function reachChunks(bundle: Rolldown.OutputBundle, from: readonly Rolldown.OutputChunk[]): Set<string> {
  const importsOf = (name: string) => {
    const file = bundle[name];
    return file?.type === 'chunk' ? file.imports : [];
  };
  return reach(
    from.map(({ fileName }) => fileName),
    importsOf,
  );
}

/** These and all that they lead to. */
function reach(from: readonly string[], next: (id: string) => readonly string[]): Set<string> {
  const found = new Set<string>();
  const queue = [...from];
  for (let id = queue.shift(); id !== undefined; id = queue.shift()) {
    if (found.has(id)) continue;
    found.add(id);
    queue.push(...next(id));
  }
  return found;
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
