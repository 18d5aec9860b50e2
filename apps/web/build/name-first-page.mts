import type { Plugin } from 'vite';
import { FIRST_PAGE } from './weigh-page.mts';

/** Names the script of Visão geral in the document, so that a visit fetches it together with everything else. */
export function nameFirstPage(): Plugin {
  return {
    name: 'pulso-name-first-page',
    apply: 'build',
    transformIndexHtml: {
      order: 'post',
      handler: (_, { bundle = {} }) => {
        const page = Object.values(bundle).find((file) => file.type === 'chunk' && file.name === FIRST_PAGE);
        if (!page) throw new Error(`The bundle has no chunk named ${FIRST_PAGE}`);
        return [{ tag: 'link', attrs: { rel: 'modulepreload', crossorigin: true, href: `/${page.fileName}` } }];
      },
    },
  };
}
