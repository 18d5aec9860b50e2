import type { z } from 'zod';
import { addressOf } from './address-of.ts';
import { MeliAuthorizationError, MeliContractError, MeliError } from './errors.ts';
import { judgeAnswer, type Verdict } from './judge-answer.ts';
import { requestIdOf } from './redact.ts';
import { type RawAnswer, send } from './send.ts';
import type { TokenProvider } from './token-provider.ts';
import type { CallBudget, CallKind } from './waiting/call-budget.ts';
import { createLanes } from './waiting/lanes.ts';
import { type Failure, nextWait_ms, type RetryLimits } from './waiting/retry-policy.ts';

export interface CallOptions {
  signal?: AbortSignal | undefined;
}

/** One try of one call. */
export interface CallReport {
  /** The path by its template. */
  endpoint: string;
  /** Null when there was no answer. */
  status: number | null;
  duration_ms: number;
  /** From 1; the replay with another key counts too. */
  attempt: number;
  /** Header `x-request-id`, for a support ticket. */
  requestId: string | null;
}

/** One call, before it is made. Only reads are made here, so every call may be repeated. */
export interface Call<Schema extends z.ZodType> {
  /** The template for logs and errors, as `/items/{id}/sale_price`. */
  endpoint: string;
  /** What stands for `{id}`. */
  id?: string;
  /** What stands for the other braces of the template, by name. */
  parts?: Readonly<Record<string, string>>;
  query?: Record<string, string | number | undefined>;
  headers?: Record<string, string>;
  schema: Schema;
  kind?: CallKind;
  /** Here a 401 may also mean that the resource is not ours, which another key does not change. */
  refusesOthersBy401?: boolean;
  /** A 404 whose text says so is an answer, and its data is null: there is no such thing for this seller. */
  noneOn404?: RegExp;
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
  /** It is a 206, which does not always name what it leaves out. */
  isPartial: boolean;
  requestId: string | null;
}

export type Request = <Schema extends z.ZodType>(
  call: Call<Schema>,
  options?: CallOptions,
) => Promise<Answer<z.output<Schema>>>;

/** Calls in flight per seller (API document 9.1). */
const IN_FLIGHT_MAX = 3;
/** What can stand in a header; anything else was spoilt on its way out of a store. */
const KEY = /^[\x21-\x7e]+$/;

/** The one place that calls Mercado Livre's resources: key, allowance, time limit, tries, form and failure of every answer. */
export function createRequest(settings: RequestSettings): Request {
  const inLane = createLanes(IN_FLIGHT_MAX);
  // Keys that took the place of one whose refusal could mean the resource: refused so again, it is the resource (Q05, Q21).
  const provenKeys = new Set<string>();

  return async (call, { signal } = {}) => {
    const url = settings.apiUrl + addressOf(call);
    const failures: Record<Failure['kind'], number> = { throttled: 0, unavailable: 0 };
    let waited_ms = 0;
    let replacement: string | null = null;
    for (let attempt = 1; ; attempt++) {
      let token = '';
      const verdict = await inLane(async () => {
        // Inside the lane, so that no allowance is taken long before it is used.
        await settings.budget.take(call.kind ?? 'general', signal);
        token = replacement ?? (await settings.tokens.getAccessToken(signal));
        return await tryOnce(settings, { call, url, token, attempt, signal });
      }, signal);

      if (verdict.kind === 'answered') {
        const { body, missing, isPartial, requestId } = verdict;
        return { data: readData(call, body, requestId), missing, isPartial, requestId };
      }
      if (verdict.kind === 'key-refused' && replacement === null) {
        const mayBeResource = verdict.isPolicy || (call.refusesOthersBy401 === true && verdict.error.status === 401);
        if (mayBeResource && provenKeys.has(token)) throw verdict.error;
        replacement = await settings.tokens.replaceRejectedToken(token, signal);
        if (mayBeResource) provenKeys.add(replacement);
        continue;
      }
      if (verdict.kind !== 'retry') throw verdict.error;

      const tries = (failures[verdict.failure.kind] += 1);
      const { limits } = settings;
      const wait_ms = nextWait_ms(verdict.failure, { tries, waited_ms, random: settings.random(), limits });
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
    url,
    token,
    attempt,
    signal,
  }: { call: Call<z.ZodType>; url: string; token: string; attempt: number; signal: AbortSignal | undefined },
): Promise<Verdict> {
  const { endpoint } = call;
  if (!KEY.test(token)) {
    const error = new MeliAuthorizationError('the stored key is spoilt; the seller has to authorise again', {
      endpoint,
    });
    return { kind: 'key-refused', isPolicy: false, error };
  }
  const began_ms = performance.now();
  let status: number | null = null;
  let requestId: string | null = null;
  try {
    const headers = { ...call.headers, accept: 'application/json', authorization: `Bearer ${token}` };
    const { timeout_ms, fetch } = settings;
    const answer = await send(url, { headers }, { endpoint, timeout_ms, signal, fetch });
    status = answer.status;
    requestId = requestIdOf(answer.headers, [token]);
    const { status: told, text } = answer;
    if (told === 404 && call.noneOn404?.test(text)) {
      return { kind: 'answered', body: null, missing: [], isPartial: false, requestId };
    }
    return judgeAnswer({ endpoint, ...withoutKey(answer, token), requestId, now: settings.now() });
  } catch (error) {
    if (!(error instanceof MeliError)) throw error;
    return { kind: 'retry', failure: { kind: 'unavailable', retryAfter_ms: null }, error };
  } finally {
    settings.onCall({ endpoint, status, duration_ms: performance.now() - began_ms, attempt, requestId });
  }
}

/** A failure may repeat the key in any form; what is read of it must not. */
function withoutKey(answer: RawAnswer, token: string): RawAnswer {
  const isSuccess = answer.status >= 200 && answer.status < 300;
  return isSuccess ? answer : { ...answer, text: answer.text.replaceAll(token, '[secret]') };
}

function readData<Schema extends z.ZodType>(
  call: Call<Schema>,
  body: unknown,
  requestId: string | null,
): z.output<Schema> {
  const parsed = call.schema.safeParse(body);
  if (parsed.success) return parsed.data;
  throw new MeliContractError(`the answer is not of the agreed form: ${describeFaults(parsed.error)}`, {
    endpoint: call.endpoint,
    requestId,
  });
}

/** Paths and reasons only: values of an answer may be personal. */
export function describeFaults({ issues }: z.ZodError): string {
  return issues
    .slice(0, 5)
    .map((issue) => `${issue.path.join('.') || 'answer'}: ${issue.message}`)
    .join('; ');
}
