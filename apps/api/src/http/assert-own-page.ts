import type { IncomingHttpHeaders } from 'node:http';
import { AppError } from '@pulso/domain';

/**
 * Lets a change through only when our own page asks for it: browsers name the page's origin with every change, and no other page can send
 * JSON without being asked first.
 * @param publicUrl the origin that users open; null = the one that the request names
 * @throws AppError `forbidden`, `unsupported_media_type`
 */
export function assertOwnPage({ headers }: { headers: IncomingHttpHeaders }, publicUrl: string | null): void {
  if (!isOwnOrigin({ headers }, publicUrl))
    throw new AppError('forbidden', 'Changes are accepted from our own page only');
  const [type = ''] = (headers['content-type'] ?? '').split(';');
  if (type.trim().toLowerCase() !== 'application/json') {
    throw new AppError('unsupported_media_type', 'Send changes as application/json');
  }
}

/** Whether a request comes from our own page, or from no page at all. */
export function isOwnOrigin({ headers }: { headers: IncomingHttpHeaders }, publicUrl: string | null = null): boolean {
  const { origin, host } = headers;
  const site = headers['sec-fetch-site'];
  if (site !== undefined && site !== 'same-origin' && site !== 'none') return false;
  return origin === undefined || origin === (publicUrl ?? `http://${host}`);
}
