import { gzipSync } from 'node:zlib';
import type { Plugin, Rolldown } from 'vite';

const KILOBYTE = 1000;
const FIRST_PAINT_SCRIPT_MAX = 200 * KILOBYTE;
const WHOLE_PAGE_MAX = 320 * KILOBYTE;

/**
 * Prints what a seller's phone has to fetch, gzipped, and fails the build beyond the budget.
 * First paint: the scripts that the document names. Whole page: every file of the build, so also the
 * chart and the other languages; what one visit loads is less.
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

/** Bytes, gzipped, of the scripts before the first paint and of every file. */
export function weighBundle(bundle: Rolldown.OutputBundle): { firstPaint: number; whole: number } {
  return {
    firstPaint: sum([...firstPaintFiles(bundle)].map((name) => weigh(bundle[name]))),
    whole: sum(Object.values(bundle).map(weigh)),
  };
}

/** The entry with everything that it imports statically. */
function firstPaintFiles(bundle: Rolldown.OutputBundle): Set<string> {
  const files = new Set<string>();
  const queue = Object.values(bundle).flatMap((file) => (file.type === 'chunk' && file.isEntry ? [file.fileName] : []));
  for (let name = queue.shift(); name; name = queue.shift()) {
    const file = bundle[name];
    if (files.has(name) || file?.type !== 'chunk') continue;
    files.add(name);
    queue.push(...file.imports);
  }
  return files;
}

function weigh(file: Rolldown.OutputBundle[string] | undefined): number {
  if (!file) return 0;
  return gzipSync(file.type === 'chunk' ? file.code : file.source).length;
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, one) => total + one, 0);
}

function kilobytes(bytes: number): string {
  return `${(bytes / KILOBYTE).toFixed(1)} kB`;
}
