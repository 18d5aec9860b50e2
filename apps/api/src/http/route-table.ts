import type { FastifyInstance } from 'fastify';

declare module 'fastify' {
  interface FastifyContextConfig {
    /** The route answers only to the internal key (contract 3). */
    needsKey?: boolean;
  }
}

/** One path of the API with every method that it has. */
export interface KnownPath {
  template: string;
  methods: Set<string>;
  needsKey: boolean;
}

/** Finds the path that a request meant, whatever its method. */
export type FindKnownPath = (url: string) => KnownPath | null;

/** Collects every route registered after it; a path that is known with another method is a 405, not a 404. */
export function collectRoutes(server: FastifyInstance): { find: FindKnownPath; list(): KnownPath[] } {
  const known = new Map<string, KnownPath & { pattern: RegExp }>();
  server.addHook('onRoute', ({ url, method, config }) => {
    if (!url.startsWith('/api/') && url !== '/metrics' && !/^\/(health|ready)z$/.test(url)) return;
    const path = known.get(url) ?? { template: url, methods: new Set(), needsKey: false, pattern: patternOf(url) };
    for (const one of [method].flat()) path.methods.add(one);
    if (config?.needsKey) path.needsKey = true;
    known.set(url, path);
  });
  return {
    find: (url) => {
      const [path = ''] = url.split('?');
      return [...known.values()].find(({ pattern }) => pattern.test(path)) ?? null;
    },
    list: () => [...known.values()],
  };
}

/** The pattern of a template such as `/jobs/:id(^[0-9]+$)`; a parameter without pattern is one segment. */
function patternOf(template: string): RegExp {
  const source = template.replace(/:\w+(?:\(\^(.+?)\$\))?/g, (_, own: string | undefined) => own ?? '[^/]+');
  return new RegExp(`^${source}$`);
}
