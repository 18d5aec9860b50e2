import type { IncomingHttpHeaders } from 'node:http';
import type { ApiSettings } from '../api-deps.ts';

/** What a request shows of where it comes from. */
export interface RequestOrigin {
  /** Address of the other end of the connection itself, whatever headers say. */
  peer: string | undefined;
  /** The port that the connection reached. */
  ownPort: number | undefined;
  headers: IncomingHttpHeaders;
}

const LOOPBACK = new Set(['127.0.0.1', '::1', '::ffff:127.0.0.1']);
const LOCAL_NAMES = new Set(['127.0.0.1', 'localhost', '[::1]']);
const FORWARDED = /^(forwarded|via|x-forwarded(-.+)?|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip)$/;
const HTTP_PORT = 80;

/**
 * Why a request may not open the dashboard without a password, or null when it may: only somebody who
 * sits at the machine itself may, on data that are nobody's: embedded database
 * and simulator, a connection from this machine, asked for under a local name with our own port (a
 * foreign page cannot fake that, nor point its own name here), and no sign of a proxy in between.
 */
export function whyNoLocalSignIn(
  settings: Pick<ApiSettings, 'database' | 'source' | 'publicUrl' | 'trustProxy'>,
  { peer, ownPort, headers }: RequestOrigin,
): string | null {
  if (settings.database !== 'embedded') return 'the database is not the embedded one';
  if (settings.source !== 'simulator') return 'the data come from the real Mercado Livre';
  if (settings.publicUrl !== null) return 'PUBLIC_URL is set';
  if (settings.trustProxy !== false) return 'TRUST_PROXY is set';
  if (!peer || !LOOPBACK.has(peer)) return 'the request does not come from this machine';
  if (!isOwnName(headers.host, ownPort)) return 'the address does not name this machine and port';
  if (Object.keys(headers).some((name) => FORWARDED.test(name))) return 'the request was forwarded';
  return null;
}

function isOwnName(host: string | undefined, ownPort: number | undefined): boolean {
  const [, name = '', port] = /^(\[[^\]]*\]|[^:]*)(?::(\d+))?$/.exec(host?.toLowerCase() ?? '') ?? [];
  return ownPort !== undefined && LOCAL_NAMES.has(name) && Number(port ?? HTTP_PORT) === ownPort;
}
