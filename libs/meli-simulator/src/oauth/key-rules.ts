/** The words with which the token endpoint may refuse whatever it is asked (API document 1.3), with their usual status. */
export const TOKEN_REFUSALS = {
  invalid_client: 400,
  unauthorized_client: 400,
  unauthorized_application: 401,
  invalid_request: 400,
  invalid_scope: 400,
  forbidden: 403,
  local_rate_limited: 429,
} as const;

export type TokenRefusal = keyof typeof TOKEN_REFUSALS;

/** How keys are given out; may be changed while the simulator runs. */
export interface KeyRules {
  /** How long access tokens that are given out from now on live; a real one lives 21,600 s, one official sample 10,800 s. */
  expiresIn_seconds: number;
  /** False: the application lacks `offline_access`, answers of the token endpoint come without a refresh token. */
  hasOfflineAccess: boolean;
  /** What the token endpoint refuses every call with, spending nothing; null = it works. */
  tokenRefusal: TokenRefusal | null;
  /** The status of that refusal; null = the usual one. The document leaves it open for some. */
  tokenRefusalStatus: number | null;
  /** True: Mercado Livre has blocked the application, whoever's key it shows. */
  isBlocked: boolean;
  /** True: PKCE is switched on for the application, and its authorisation page wants a challenge. */
  requiresPkce: boolean;
  /** The registered way back, to which every other must be equal byte for byte; null = any is taken. */
  redirectUri: string | null;
}

/** An application in good standing. */
export const GOOD_STANDING: KeyRules = {
  expiresIn_seconds: 21_600,
  hasOfflineAccess: true,
  tokenRefusal: null,
  tokenRefusalStatus: null,
  isBlocked: false,
  requiresPkce: false,
  redirectUri: null,
};

/** @throws RangeError for a life that is no whole number of seconds, or a status that is no refusal */
export function requireKeyRules({ expiresIn_seconds, tokenRefusalStatus }: KeyRules): void {
  if (!Number.isSafeInteger(expiresIn_seconds) || expiresIn_seconds < 1) {
    throw new RangeError(`expiresIn_seconds must be a whole number of at least 1, not ${expiresIn_seconds}`);
  }
  if (tokenRefusalStatus !== null && !(tokenRefusalStatus >= 400 && tokenRefusalStatus <= 599)) {
    throw new RangeError(`tokenRefusalStatus must be a status of 400 to 599, not ${tokenRefusalStatus}`);
  }
}
