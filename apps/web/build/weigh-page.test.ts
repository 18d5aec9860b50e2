import { gzipSync } from 'node:zlib';
import type { Rolldown } from 'vite';
import { describe, expect, it } from 'vitest';
import { weighBundle } from './weigh-page.mts';

const chunk = (fileName: string, code: string, shape: { isEntry?: boolean; imports?: string[] } = {}) =>
  ({
    type: 'chunk',
    fileName,
    code,
    isEntry: false,
    imports: [],
    dynamicImports: [],
    ...shape,
  }) as unknown as Rolldown.OutputChunk;
const asset = (fileName: string, source: string) =>
  ({ type: 'asset', fileName, source }) as unknown as Rolldown.OutputAsset;
const bytes = (text: string) => gzipSync(text).length;

describe('the weight of the page', () => {
  it('counts before the first paint the entry and what it needs, each once, but no later chunk and no style', () => {
    const bundle = {
      'index.js': chunk('index.js', 'entry()', { isEntry: true, imports: ['shared.js'] }),
      'shared.js': chunk('shared.js', 'shared()', { imports: ['index.js', 'deep.js'] }),
      'deep.js': chunk('deep.js', 'deep()'),
      'chart.js': chunk('chart.js', 'chart()', { imports: ['shared.js'] }),
      'index.css': asset('index.css', 'a{}'),
    };
    const firstPaint = bytes('entry()') + bytes('shared()') + bytes('deep()');
    expect(weighBundle(bundle)).toEqual({ firstPaint, whole: firstPaint + bytes('chart()') + bytes('a{}') });
  });
});
