import { gzipSync } from 'node:zlib';
import type { Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';
import { weighBundle } from './weigh-page.mts';

interface Shape {
  name?: string;
  facadeModuleId?: string;
  isEntry?: boolean;
  imports?: string[];
  dynamicImports?: string[];
  styles?: string[];
}
const chunk = (fileName: string, code: string, { styles = [], ...shape }: Shape = {}) =>
  ({
    type: 'chunk',
    fileName,
    code,
    name: fileName,
    isEntry: false,
    imports: [],
    dynamicImports: [],
    facadeModuleId: null,
    viteMetadata: { importedCss: new Set(styles) },
    ...shape,
  }) as unknown as Rolldown.OutputChunk;
const asset = (fileName: string, source: string) =>
  ({ type: 'asset', fileName, source }) as unknown as Rolldown.OutputAsset;
const bytes = (...texts: string[]) => texts.reduce((sum, text) => sum + gzipSync(text).length, 0);

const bundle = {
  'index.html': asset('index.html', '<p>'),
  'index.js': chunk('index.js', 'entry()', {
    isEntry: true,
    facadeModuleId: 'main',
    imports: ['shared.js'],
    dynamicImports: ['overview.js', 'listings.js', 'en.js'],
    styles: ['index.css'],
  }),
  // What two pages share asks for the chart of the one and the file of the other.
  'shared.js': chunk('shared.js', 'shared()', { imports: ['index.js'], dynamicImports: ['chart.js', 'file.js'] }),
  'overview.js': chunk('overview.js', 'overview()', {
    name: 'overview-page',
    facadeModuleId: 'overview',
    imports: ['index.js', 'deep.js'],
    styles: ['overview.css'],
  }),
  'deep.js': chunk('deep.js', 'deep()'),
  'file.js': chunk('file.js', 'file()', { facadeModuleId: 'file' }),
  'chart.js': chunk('chart.js', 'chart()', { facadeModuleId: 'chart', imports: ['shared.js'], styles: ['chart.css'] }),
  'listings.js': chunk('listings.js', 'listings()', {
    facadeModuleId: 'listings',
    styles: ['listings.css'],
  }),
  'en.js': chunk('en.js', 'words()', { facadeModuleId: 'en' }),
  ...Object.fromEntries(
    ['index', 'overview', 'chart', 'listings'].map((name) => [`${name}.css`, asset(name, `${name}{}`)]),
  ),
};
/** What each module asks for at once, and later. */
const modules: Record<string, [string[], string[]]> = {
  main: [['words'], ['overview', 'listings']],
  words: [[], ['en']],
  overview: [['days', 'words'], []],
  days: [[], ['chart']],
  listings: [['export', 'days'], []],
  export: [[], ['file']],
};
const importsOf = (id: string) => {
  const [importedIds = [], dynamicallyImportedIds = []] = modules[id] ?? [];
  return { importedIds, dynamicallyImportedIds };
};
const beforePaint = bytes('entry()', 'shared()', 'overview()', 'deep()');

describe('the weight of the page', () => {
  it('counts before the first paint the entry and Visão geral with what they need, each once', () => {
    expect(weighBundle(bundle, importsOf).firstPaint).toBe(beforePaint);
  });

  it('counts in all also what Visão geral fetches later, but no other page and no other language', () => {
    const later = bytes('chart()', 'index{}', 'overview{}', 'chart{}', '<p>');
    expect(weighBundle(bundle, importsOf).whole).toBe(beforePaint + later);
  });

  it('is not told of a bundle in which Visão geral cannot be found', () => {
    expect(() => weighBundle({ 'index.js': bundle['index.js'] }, importsOf)).toThrow('overview-page');
  });
});
