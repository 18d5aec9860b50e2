import { type Clock, systemClock } from '@pulso/domain';
import { z } from 'zod';
import {
  MeliAuthorizationError,
  MeliConfigurationError,
  MeliContractError,
  type MeliErrorFacts,
  MeliNetworkError,
  MeliRateLimitError,
  MeliRequestError,
  MeliServerError,
} from '../errors.ts';
import { retryAfter_ms } from '../waiting/retry-after.ts';
import { Id, orNull } from '../wire/values.ts';

/** A pair of keys of one seller. */
export interface TokenPair {
  accessToken: string;
  /** Works once (API document 1.2). */
  refreshToken: string;
  expiresAt: Date;
  sellerId: string;
  scope: string;
}

export interface TokenRequest {
  apiUrl: string;
  clientId: string;
  clientSecret: string;
  clock?: Clock;
  fetch?: typeof fetch;
}

const Answer = z.object({
  access_token: z.string().min(1),
  expires_in: z.number().positive(),
  scope: orNull(z.string()),
  user_id: Id,
  refresh_token: orNull(z.string().min(1)),
});
const Refusal = z.object({ error: orNull(z.string()) });

const ENDPOINT = '/oauth/token';
const TIMEOUT_MS = 30_000;
const NEEDS_SELLER = ['invalid_grant', 'unauthorized_client'];
const NEEDS_OPERATOR = ['invalid_client', 'unauthorized_application', 'invalid_scope', 'unsupported_grant_type'];

/** The code of an authorisation against the first pair (API document 1.2). */
export function exchangeCode(
  given: TokenRequest & { code: string; redirectUri: string; codeVerifier?: string },
): Promise<TokenPair> {
  return requestTokens(given, {
    grant_type: 'authorization_code',
    code: given.code,
    redirect_uri: given.redirectUri,
    ...(given.codeVerifier === undefined ? {} : { code_verifier: given.codeVerifier }),
  });
}

/**
 * A spent pair against a new one. Not tried again after a time-out: the token works once, and the answer may only have been lost.
 * @throws MeliAuthorizationError the seller has to authorise again; MeliConfigurationError the application is wrong or blocked
 */
export function refreshTokens(given: TokenRequest & { refreshToken: string }): Promise<TokenPair> {
  return requestTokens(given, { grant_type: 'refresh_token', refresh_token: given.refreshToken });
}

async function requestTokens(given: TokenRequest, grant: Record<string, string>): Promise<TokenPair> {
  const { clock = systemClock } = given;
  const askedAt = clock.now();
  const { status, headers, text } = await post(given, grant);
  const facts: MeliErrorFacts = { endpoint: ENDPOINT, status, requestId: headers.get('x-request-id') };
  if (status < 200 || status >= 300)
    throw refusal({ status, text, facts, wait: retryAfter_ms(headers.get('retry-after'), askedAt) });
  const parsed = Answer.safeParse(readJson(text));
  if (!parsed.success) {
    throw new MeliContractError(
      `the answer is not of the agreed form: ${parsed.error.issues[0]?.path.join('.') ?? ''}`,
      facts,
    );
  }
  const { access_token, refresh_token, expires_in, user_id, scope } = parsed.data;
  if (refresh_token === null) {
    throw new MeliAuthorizationError(
      'offline_access missing: give the application this permission and authorise again',
      facts,
    );
  }
  return {
    accessToken: access_token,
    refreshToken: refresh_token,
    // From what was told, never from a constant (Q03); counted from before the call, so that it never lives too long here.
    expiresAt: new Date(askedAt.getTime() + expires_in * 1000),
    sellerId: user_id,
    scope: scope ?? '',
  };
}

async function post(given: TokenRequest, grant: Record<string, string>) {
  try {
    const response = await (given.fetch ?? fetch)(`${given.apiUrl.replace(/\/+$/, '')}${ENDPOINT}`, {
      method: 'POST',
      headers: { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ ...grant, client_id: given.clientId, client_secret: given.clientSecret }).toString(),
      signal: AbortSignal.timeout(TIMEOUT_MS),
    });
    return { status: response.status, headers: response.headers, text: await response.text() };
  } catch (cause) {
    throw new MeliNetworkError('no answer', { endpoint: ENDPOINT, cause });
  }
}

/** API document 1.3, by the word of the body first, because its HTTP codes vary. */
function refusal({
  status,
  text,
  facts,
  wait,
}: {
  status: number;
  text: string;
  facts: MeliErrorFacts;
  wait: number | null;
}) {
  const word = Refusal.safeParse(readJson(text)).data?.error ?? null;
  const named = { ...facts, code: word };
  if (word !== null && NEEDS_SELLER.includes(word)) {
    return new MeliAuthorizationError('the seller has to authorise again', named);
  }
  if (word !== null && NEEDS_OPERATOR.includes(word)) {
    return new MeliConfigurationError('check MELI_CLIENT_ID, MELI_CLIENT_SECRET and the application', named);
  }
  if (status === 429) return new MeliRateLimitError('asked to slow down', { ...named, retryAfter_ms: wait });
  if (status >= 500) return new MeliServerError('Mercado Livre failed', named);
  return new MeliRequestError('our call was not accepted', named);
}

function readJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
