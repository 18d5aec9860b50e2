import type { z } from 'zod';
import { MeliContractError, type MeliError, MeliNetworkError, MeliTimeoutError } from './errors.ts';
import { judgeAnswer, type Verdict } from './judge-answer.ts';
import type { TokenProvider } from './token-provider.ts';
import type { CallBudget, CallKind } from './waiting/call-budget.ts';
import { createLanes } from './waiting/lanes.ts';
import { nextWait_ms, type RetryLimits } from './waiting/retry-policy.ts';

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

export interface CallReport {
  /** The path by its template. */
  endpoint: string;
  /** Null when there was no answer. */
  status: number | null;
  duration_ms: number;
  /** From 1. */
  attempt: number;
}

/** One call, before it is made. Only reads are made here, so every call may be repeated. */
export interface Call<Schema extends z.ZodType> {
  /** The template for logs and errors, as `/items/{id}/sale_price`. */
  endpoint: string;
  path: string;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  schema: Schema;
  kind?: CallKind;
}

export interface RequestSettings {
  apiUrl: string;
  tokens: TokenProvider;
  budget: CallBudget;
  limits: RetryLimits;
  timeout_ms: number;
  now(): Date;
  random(): number;
  wait(ms: number, signal?: AbortSignal): Promise<void>;
  fetch: typeof fetch;
  onCall(report: CallReport): void;
}

export interface Answer<Data> {
  data: Data;
  /** Parts that a 206 left out, from `X-Content-Missing`. */
  missing: string[];
}

export type Request = <Schema extends z.ZodType>(
  call: Call<Schema>,
  options?: CallOptions,
) => Promise<Answer<z.output<Schema>>>;

/** Calls in flight per seller (API document 9.1). */
const IN_FLIGHT_MAX = 3;

/** The one place that calls Mercado Livre's resources: key, allowance, time limit, tries, form and failure of every answer. */
export function createRequest(settings: RequestSettings): Request {
  const inLane = createLanes(IN_FLIGHT_MAX);
  // Keys that took the place of one refused by policy: refused again, it is the resource and not the key (Q05).
  const provenKeys = new Set<string>();

  return async (call, { signal } = {}) => {
    let waited_ms = 0;
    let hasReplayed = false;
    let token: string | null = null;
    for (let attempt = 1; ; attempt++) {
      signal?.throwIfAborted();
      token ??= await settings.tokens.getAccessToken(signal);
      const key = token;
      await settings.budget.take(call.kind ?? 'general', signal);
      const verdict = await inLane(() => tryOnce(settings, { call, token: key, attempt, signal }));
      if (verdict.kind === 'answered')
        return { data: readData(call, verdict.body, verdict.requestId), missing: verdict.missing };
      if (verdict.kind === 'key-refused' && !hasReplayed && !(verdict.isPolicy && provenKeys.has(key))) {
        hasReplayed = true;
        token = await settings.tokens.replaceRejectedToken(key, signal);
        if (verdict.isPolicy) provenKeys.add(token);
        continue;
      }
      if (verdict.kind === 'key-refused' || verdict.kind === 'failed') throw verdict.error;
      const wait_ms = nextWait_ms(verdict.failure, {
        tries: attempt,
        waited_ms,
        random: settings.random(),
        limits: settings.limits,
      });
      if (wait_ms === null) throw verdict.error;
      waited_ms += wait_ms;
      await settings.wait(wait_ms, signal);
    }
  };
}

async function tryOnce(
  settings: RequestSettings,
  {
    call,
    token,
    attempt,
    signal,
  }: { call: Call<z.ZodType>; token: string; attempt: number; signal: AbortSignal | undefined },
): Promise<Verdict> {
  const { endpoint } = call;
  const began_ms = performance.now();
  const tooLate = AbortSignal.timeout(settings.timeout_ms);
  let status: number | null = null;
  try {
    const response = await settings.fetch(urlOf(settings.apiUrl, call), {
      headers: { ...call.headers, accept: 'application/json', authorization: `Bearer ${token}` },
      signal: signal ? AbortSignal.any([signal, tooLate]) : tooLate,
    });
    const text = await response.text();
    status = response.status;
    return judgeAnswer({ endpoint, status, headers: response.headers, text, now: settings.now() });
  } catch (cause) {
    signal?.throwIfAborted();
    const error: MeliError = tooLate.aborted
      ? new MeliTimeoutError(`no answer within ${settings.timeout_ms} ms`, { endpoint, cause })
      : new MeliNetworkError('no answer', { endpoint, cause });
    return { kind: 'retry', failure: { kind: 'unavailable', retryAfter_ms: null }, error };
  } finally {
    settings.onCall({ endpoint, status, duration_ms: performance.now() - began_ms, attempt });
  }
}

function urlOf(apiUrl: string, { path, query = {} }: Call<z.ZodType>): string {
  const given = Object.entries(query).flatMap(([name, value]): [string, string][] =>
    value === undefined ? [] : [[name, String(value)]],
  );
  const search = new URLSearchParams(given).toString();
  return `${apiUrl}${path}${search === '' ? '' : `?${search}`}`;
}

function readData<Schema extends z.ZodType>(
  call: Call<Schema>,
  body: unknown,
  requestId: string | null,
): z.output<Schema> {
  const parsed = call.schema.safeParse(body);
  if (parsed.success) return parsed.data;
  // Paths and reasons only: values of the answer may be personal.
  const faults = parsed.error.issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`);
  throw new MeliContractError(`the answer is not of the agreed form: ${faults.join('; ')}`, {
    endpoint: call.endpoint,
    requestId,
  });
}
