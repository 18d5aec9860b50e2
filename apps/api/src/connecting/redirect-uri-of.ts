import { AppError } from '@pulso/domain';
import type { ApiSettings } from '../api-deps.ts';

export const CALLBACK_PATH = '/api/v1/mercadolivre/callback';

/**
 * Where Mercado Livre sends the browser back to: what is registered there, else below the public address; the simulator takes whatever
 * address the browser itself uses.
 * @throws AppError `configuration` when nothing says it
 */
export function redirectUriOf(
  { meli, publicUrl, source }: Pick<ApiSettings, 'meli' | 'publicUrl' | 'source'>,
  host: string | undefined,
): string {
  if (meli?.redirectUri) return meli.redirectUri;
  if (publicUrl) return `${publicUrl}${CALLBACK_PATH}`;
  if (source === 'simulator' && host) return `http://${host}${CALLBACK_PATH}`;
  throw new AppError('configuration', 'Set MELI_REDIRECT_URI to the address that is registered at Mercado Livre');
}
