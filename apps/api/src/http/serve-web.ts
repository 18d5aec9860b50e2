import { existsSync } from 'node:fs';
import { join } from 'node:path';
import fastifyStatic from '@fastify/static';
import { AppError } from '@pulso/domain';
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';

const YEAR_SECONDS = 365 * 24 * 60 * 60;

/**
 * Serves the built page: its files, and for every page path the one document, whose script reads the
 * path. Paths of files that are not there, and everything below /api and /trpc, stay a 404.
 */
export function serveWeb(server: FastifyInstance, webRoot: string | null): void {
  if (webRoot === null || !existsSync(join(webRoot, 'index.html'))) {
    server.get('/', () => {
      throw new AppError('not_found', 'The page is not built; run: npm run build');
    });
    return;
  }
  void server.register(fastifyStatic, {
    root: webRoot,
    cacheControl: false,
    dotfiles: 'deny',
    // The build has compressed each file already.
    preCompressed: true,
    setHeaders: (reply, path) => {
      reply.setHeader(
        'cache-control',
        path.includes(`${webRoot}/assets/`) ? `public, max-age=${YEAR_SECONDS}, immutable` : 'no-cache',
      );
    },
  });
  server.setNotFoundHandler((request, reply) => {
    if (!isPagePath(request)) throw new AppError('not_found', 'There is nothing at this address');
    return sendPage(reply);
  });
}

function isPagePath({ method, url }: FastifyRequest): boolean {
  const [path = ''] = url.split('?');
  const isData = /^\/(api|trpc)(\/|$)/.test(path);
  const isFile = path.slice(path.lastIndexOf('/')).includes('.');
  return (method === 'GET' || method === 'HEAD') && !isData && !isFile;
}

function sendPage(reply: FastifyReply): FastifyReply {
  return reply.code(200).sendFile('index.html');
}
