import type { HtmlTagDescriptor, Plugin } from 'vite';
import { FIRST_PAGE } from './weigh-page.mts';

/** Names the script and the styles of Visão geral in the document, so that a visit fetches them together with everything else. */
export function nameFirstPage(): Plugin {
  return {
    name: 'pulso-name-first-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }): HtmlTagDescriptor[] => {
        const page = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === FIRST_PAGE);
        if (page?.type !== 'chunk') throw new Error(`The bundle has no chunk named ${FIRST_PAGE}`);
        const styles = [...(page.viteMetadata?.importedCss ?? [])];
        return [
          { tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${page.fileName}` } },
          ...styles.map((name) => ({
            tag: 'link',
            attrs: { rel: 'preload', as: 'style', crossorigin: true, href: `/${name}` },
          })),
        ];
      },
    },
  };
}
