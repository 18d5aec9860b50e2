/** Keys, codes and refresh tokens as Mercado Livre writes them, and whatever stands behind the name of a secret. */
const SECRETS = [
  /\b(?:APP_USR|TG)-[\w-]+/g,
  /(?<=\bBearer\s+)[^\s"',]+/gi,
  /(?<=\b(?:access_token|refresh_token|client_secret|code_verifier|code)["']?\s*[=:]\s*["']?)[^\s"'&,}]+/gi,
];

/**
 * Blanks everything in `text` that may be a secret, so that it can stand in a message or a log.
 * @param known secrets of this very call, blanked wherever they stand
 */
export function redact(text: string, known: readonly string[] = []): string {
  let clean = text;
  for (const secret of known) if (secret !== '') clean = clean.replaceAll(secret, '[secret]');
  for (const pattern of SECRETS) clean = clean.replace(pattern, '[secret]');
  return clean;
}

/**
 * The header `x-request-id`, for a support ticket; null when there is none.
 * @param known secrets of this very call
 */
export function requestIdOf(headers: Headers, known: readonly string[]): string | null {
  const id = headers.get('x-request-id');
  return id ? redact(id, known) : null;
}
