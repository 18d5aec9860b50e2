import type { FaultRuleWish } from '../faults/fault-rule.ts';
import type { ThrottleRuleWish } from '../faults/throttle-rule.ts';
import type { BulkProjection } from '../http/mirror.ts';
import type { NoticeRules } from '../notices/notice-rules.ts';
import type { KeyRules } from '../oauth/key-rules.ts';
import type { StateWish } from '../state/open-state.ts';

/** A day at Mercado Livre: some of the options of `startSimulator`, and a sentence about them. */
export interface Scenario {
  description: string;
  options: {
    faults?: readonly FaultRuleWish[];
    throttle?: readonly ThrottleRuleWish[];
    toldOddly?: boolean;
    bulkProjection?: BulkProjection;
    keyRules?: Partial<KeyRules>;
    notifications?: Partial<NoticeRules>;
    sellers?: StateWish['sellers'];
  };
}

/** Patience of three tries is enough for every call. */
const twice = { inARow: 2 } as const;
/** The next try of the same address is whole again. */
const once = { inARow: 1 } as const;

export const SCENARIOS = {
  calm: { description: 'Everything works.', options: {} },
  storm: {
    description: 'Four of ten calls are refused with 429, in both of its forms, four times in a row at most.',
    options: {
      faults: [
        { kind: 'too-many-requests', probability: 0.2, inARow: 4 },
        { kind: 'too-many-requests', probability: 0.25, retryAfter_s: 1, inARow: 4 },
      ],
    },
  },
  busy: {
    description: 'Each endpoint answers seven calls a second, visits four; Retry-After comes every other time.',
    options: {
      throttle: [
        { route: '*visits*', perSecond: 4, retryAfter: 'alternating' },
        { perSecond: 7, retryAfter: 'alternating' },
      ],
    },
  },
  flaky: {
    description: 'A quarter of the calls fail in one way or another, twice in a row at most; a few are late.',
    options: {
      faults: [
        { kind: 'too-many-requests', probability: 0.07, ...twice },
        { kind: 'server-error', status: 503, probability: 0.04, ...twice },
        { kind: 'server-error', status: 500, probability: 0.03, ...twice },
        { kind: 'proxy-page', status: 502, probability: 0.04, ...twice },
        { kind: 'proxy-page', status: 200, probability: 0.03, ...twice },
        { kind: 'empty', status: 200, probability: 0.03, ...twice },
        { kind: 'reset', probability: 0.02, ...twice },
        { kind: 'slow', latency_ms: 40, probability: 0.05 },
      ],
    },
  },
  'unsteady-pages': {
    description: 'Pages of the orders search repeat a row, lack one or are short; another walk finds what one missed.',
    options: { faults: [{ kind: 'page', probability: 0.5, ...once }] },
  },
  'half-answers': {
    description: 'Answers lack parts or break off in the middle; the next try of the same address is whole.',
    options: {
      faults: [
        { kind: 'partial', probability: 0.3, rows: 0.3, ...once },
        { kind: 'reset', at: 'half-answer', probability: 0.1, ...once },
      ],
    },
  },
  'odd-answers': {
    description:
      'Answers take the rarer of their forms: nulls, ids as texts, words nobody knew, bare multiget entries.',
    options: { toldOddly: true, bulkProjection: 'body_only' },
  },
  'odd-notices': {
    description: 'A third of the notices comes twice and a third late, so that others overtake them.',
    options: { notifications: { duplicateShare: 1 / 3, lateShare: 1 / 3 } },
  },
  outage: {
    description: 'Nothing works, keys neither: 503, pages of a proxy and connections that break.',
    options: {
      faults: [
        { kind: 'proxy-page', status: 502, probability: 0.3 },
        { kind: 'reset', probability: 0.2 },
        { kind: 'server-error', status: 503 },
        { kind: 'server-error', status: 503, route: 'POST /oauth/token' },
      ],
    },
  },
  blocked: {
    description: 'Mercado Livre has blocked the application: every key is refused.',
    options: { keyRules: { isBlocked: true } },
  },
  'many-sellers': {
    description: 'Seven sellers, from none to 1,250 listings, one of whom has taken the consent back.',
    options: { sellers: ['main', 'empty', 'sixty', 'large', 'wide', 'unrated', 'revoked'] },
  },
} as const satisfies Record<string, Scenario>;

export type ScenarioName = keyof typeof SCENARIOS;
