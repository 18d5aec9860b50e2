import { redact } from './redact.ts';

/** What is known of the answer that an error is about. */
export interface MeliErrorFacts {
  /** The call by its template, never with a key or a token in it. */
  endpoint: string;
  status?: number | undefined;
  /** Mercado Livre's own word: `code` or `error` of the body. */
  code?: string | null | undefined;
  /** Header `x-request-id`, for a support ticket. */
  requestId?: string | null | undefined;
  cause?: unknown;
}

/** Every failure of a call to Mercado Livre. Whatever looks like a key, a code or a secret is blanked as the error is made. */
export abstract class MeliError extends Error {
  /** True when the same call may work later without anybody doing anything. */
  abstract readonly isTransient: boolean;
  readonly endpoint: string;
  readonly status: number | null;
  readonly code: string | null;
  readonly requestId: string | null;

  constructor(what: string, facts: MeliErrorFacts) {
    const detail = [facts.status, facts.code].filter((part) => part !== undefined && part !== null).join(' ');
    super(
      redact(`${facts.endpoint}: ${what}${detail ? ` (${detail})` : ''}`),
      facts.cause === undefined ? {} : { cause: facts.cause },
    );
    this.endpoint = facts.endpoint;
    this.status = facts.status ?? null;
    this.code = typeof facts.code === 'string' ? redact(facts.code) : null;
    this.requestId = typeof facts.requestId === 'string' ? redact(facts.requestId) : null;
  }
}

/** No answer at all. */
export class MeliNetworkError extends MeliError {
  override readonly name = 'MeliNetworkError';
  readonly isTransient = true;
}

/** No answer in time. */
export class MeliTimeoutError extends MeliError {
  override readonly name = 'MeliTimeoutError';
  readonly isTransient = true;
}

/** Asked to slow down, and still so after every try. */
export class MeliRateLimitError extends MeliError {
  override readonly name = 'MeliRateLimitError';
  readonly isTransient = true;
  readonly retryAfter_ms: number | null;

  constructor(what: string, facts: MeliErrorFacts & { retryAfter_ms?: number | null }) {
    super(what, facts);
    this.retryAfter_ms = facts.retryAfter_ms ?? null;
  }
}

/** Mercado Livre's own failure. */
export class MeliServerError extends MeliError {
  override readonly name = 'MeliServerError';
  readonly isTransient = true;
}

/** The seller has to authorise again: only this ends a connection. */
export class MeliAuthorizationError extends MeliError {
  override readonly name = 'MeliAuthorizationError';
  readonly isTransient = false;
}

/** The application itself is wrong or blocked: an alarm for the operator, never a reason to flag a seller. */
export class MeliConfigurationError extends MeliError {
  override readonly name = 'MeliConfigurationError';
  readonly isTransient = false;
}

/** One resource is refused or not there, or the application lacks the permission for all of its kind; others are not concerned. */
export class MeliRefusedError extends MeliError {
  override readonly name = 'MeliRefusedError';
  readonly isTransient = false;
  /** `permission`: tick it in the application's page at Mercado Livre; no key and no other resource of the kind helps. */
  readonly scope: 'resource' | 'permission';

  constructor(what: string, facts: MeliErrorFacts & { scope?: 'resource' | 'permission' }) {
    super(what, facts);
    this.scope = facts.scope ?? 'resource';
  }
}

/** We asked wrongly. */
export class MeliRequestError extends MeliError {
  override readonly name = 'MeliRequestError';
  readonly isTransient = false;
}

/** The call worked, but the answer is not of the agreed form; the message names the path. */
export class MeliContractError extends MeliError {
  override readonly name = 'MeliContractError';
  readonly isTransient = false;
}
