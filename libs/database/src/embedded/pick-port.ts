import { readFileSync } from 'node:fs';
import { createServer } from 'node:net';

/** The port of the last start when it is free, so that addresses stay valid; else any free one. */
export async function pickPort(portFile: string): Promise<number> {
  const last = rememberedPort(portFile);
  return (last === null ? null : await bindOnce(last)) ?? (await bindOnce(0)) ?? 0;
}

function rememberedPort(portFile: string): number | null {
  try {
    const port = Number(readFileSync(portFile, 'utf8'));
    return Number.isInteger(port) && port > 0 && port < 65_536 ? port : null;
  } catch {
    return null;
  }
}

/** Takes `port` of 127.0.0.1 (0 = any) for a moment; null when somebody has it. */
function bindOnce(port: number): Promise<number | null> {
  return new Promise((resolve) => {
    const probe = createServer();
    probe.once('error', () => resolve(null));
    probe.listen({ port, host: '127.0.0.1' }, () => {
      const address = probe.address();
      probe.close(() => resolve(address !== null && typeof address === 'object' ? address.port : null));
    });
  });
}
