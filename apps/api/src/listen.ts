import { AppError } from '@pulso/domain';
import type { FastifyInstance } from 'fastify';

const PORT_DEFAULT = 3000;
const PORTS_TRIED_MAX = 200;

/**
 * Opens the server (contract 2): on the port that was set, or on 3000 or the next free one.
 * @param options.firstPort where the search begins when no port was set
 * @returns the address to open in a browser on this machine
 * @throws AppError `configuration` naming PORT or HOST when they cannot be used
 */
export async function listen(
  server: FastifyInstance,
  { host, port, firstPort = PORT_DEFAULT }: { host: string; port: number | null; firstPort?: number },
): Promise<string> {
  const last = port ?? Math.min(firstPort + PORTS_TRIED_MAX - 1, 65_535);
  for (let candidate = port ?? firstPort; ; candidate += 1) {
    try {
      await server.listen({ host, port: candidate });
      return addressOf(server, host);
    } catch (error) {
      const code = error instanceof Error && 'code' in error ? error.code : null;
      if (code === 'EADDRINUSE' && candidate < last) continue;
      throw toConfigurationError(error, code, { host, port, candidate });
    }
  }
}

function toConfigurationError(
  error: unknown,
  code: unknown,
  { host, port, candidate }: { host: string; port: number | null; candidate: number },
): unknown {
  const use = port === null ? 'set PORT to a free one' : 'set another PORT, or none to take the next free one';
  if (code === 'EADDRINUSE') return new AppError('configuration', `PORT ${candidate} is taken on ${host}; ${use}`);
  if (code === 'EACCES')
    return new AppError('configuration', `PORT ${candidate} needs more rights than this user has; ${use}`);
  if (code === 'EADDRNOTAVAIL' || code === 'ENOTFOUND' || code === 'EAI_AGAIN') {
    return new AppError('configuration', `HOST ${host} is not an address of this machine`);
  }
  return error;
}

function addressOf(server: FastifyInstance, host: string): string {
  const address = server.server.address();
  const port = typeof address === 'object' ? address?.port : null;
  const name = host === '0.0.0.0' || host === '::' ? '127.0.0.1' : host;
  return `http://${name.includes(':') ? `[${name}]` : name}:${port}`;
}
