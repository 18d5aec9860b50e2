import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/**
 * The port of the last start, so that addresses stay valid; without one, any that is free now. Either may be taken
 * when the server wants it: the server says so, and the port is forgotten.
 */
export async function pickPort(portFile: string): Promise<number> {
  return rememberedPort(portFile) ?? (await freePort());
}

function rememberedPort(portFile: string): number | null {
  try {
    const port = Number(readFileSync(portFile, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
  } catch {
    return null;
  }
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen({ port: 0, host: '127.0.0.1' }, () => {
      const address = probe.address();
      const port = address !== null && typeof address === 'object' ? address.port : 0;
      probe.close(() => resolve(port));
    });
  });
}
