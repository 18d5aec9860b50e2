/**
 * Where the seller is sent to authorise us (API document 1.1). `state` comes back and must be compared; the redirect address
 * must be the registered one byte for byte.
 * @param authUrl `https://auth.mercadolivre.com.br`, or the simulator's
 * @param codeChallenge S256 challenge of PKCE
 */
export function buildAuthorizationUrl(given: {
  authUrl: string;
  clientId: string;
  redirectUri: string;
  state: string;
  codeChallenge?: string;
}): string {
  const query = new URLSearchParams({
    response_type: 'code',
    client_id: given.clientId,
    redirect_uri: given.redirectUri,
    state: given.state,
    ...(given.codeChallenge === undefined
      ? {}
      : { code_challenge: given.codeChallenge, code_challenge_method: 'S256' }),
  });
  return `${given.authUrl.replace(/\/+$/, '')}/authorization?${query.toString()}`;
}
