import { join } from 'node:path';
import type { Plugin } from 'vite';
import { FIRST_PAGE } from './weigh-page.mts';

const WAKE = 'wake-notations';

/**
 * Names two scripts in the document besides the entry: that of Visão geral with its styles, so that a visit fetches them together with
 * everything else, and the little one that wakes the browser's notations while the others come.
 */
export function nameEarlyScripts(sources: string): Plugin {
  return {
    name: 'pulso-name-early-scripts',
    apply: 'build',
    buildStart() {
      this.emitFile({ type: 'chunk', id: join(sources, `format/${WAKE}.ts`), name: WAKE });
    },
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) => {
        const chunks = Object.values(bundle).filter((file) => file.type === 'chunk');
        const chunkOf = (wanted: string) => {
          const chunk = chunks.find(({ name }) => name === wanted);
          if (!chunk) throw new Error(`The bundle has no chunk named ${wanted}`);
          return chunk;
        };
        const link = (rel: string, file: string) => ({
          tag: 'link',
          attrs: { rel, crossorigin: true, href: `/${file}` },
        });
        const page = chunkOf(FIRST_PAGE);
        return [
          {
            tag: 'script',
            attrs: { type: 'module', async: true, crossorigin: true, src: `/${chunkOf(WAKE).fileName}` },
          },
          link('modulepreload', page.fileName),
          // Behind those of the whole page, which they refine.
          ...[...(page.viteMetadata?.importedCss ?? [])].map((style) => ({
            ...link('stylesheet', style),
            injectTo: 'head' as const,
          })),
        ];
      },
    },
  };
}
