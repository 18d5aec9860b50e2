import type { FastifyRequest } from 'fastify';
import type { KeyRules } from '../oauth/key-rules.ts';
import type { KeyStore } from '../oauth/key-store.ts';
import type { Market } from '../world/create-market.ts';
import type { World } from '../world/create-world.ts';
import { refuse } from './refusals.ts';

/** How a multiget answers a field projection; all three were seen (API document 4.1). */
export type BulkProjection = 'full' | 'body_only' | 'status_and_body';

/**
 * What becomes of visits that lie more than 150 days back, which the document leaves open (API document 5): they are still told; their
 * days are left out, as days without visits are; or a window that reaches them is refused.
 */
export type OldVisits = 'told' | 'omitted' | 'refused';

/** What every route answers from. */
export interface Mirror {
  market: Market;
  keys: KeyStore;
  rules: KeyRules;
  now(): number;
  bulkProjection: BulkProjection;
  oldVisits: OldVisits;
  /** Whether the sellers use Product Ads. */
  ads: 'present' | 'absent';
  /** Whether `/items?ids=` still answers. */
  legacyMultiget: 'on' | 'gone';
}

/** A route with a number or an id in its path. */
export type ById = { Params: { id: string } };

/** The seller whose key came with the call, or null. */
export function callerOf(mirror: Mirror, request: FastifyRequest): World | null {
  const token = /^Bearer (\S+)$/i.exec(request.headers.authorization ?? '')?.[1];
  const sellerId = token === undefined ? null : mirror.keys.sellerOf(token, mirror.now());
  if (sellerId === null) return null;
  // Every key of a blocked application is refused, whatever it asks for (API document 1.4).
  if (mirror.rules.isBlocked) throw refuse.unauthorizedScopes();
  return mirror.market.worldOf(sellerId);
}

/**
 * The world of the seller whose key came with the call.
 * @throws Refusal 401 unless the call came with a good key
 */
export function requireCaller(mirror: Mirror, request: FastifyRequest): World {
  const caller = callerOf(mirror, request);
  if (caller === null) throw refuse.invalidToken();
  return caller;
}

/** Visits are guarded by policies, which do not tell a bad key from a foreign listing (API document 5). */
export function requireVisitsCaller(mirror: Mirror, request: FastifyRequest): World {
  const caller = callerOf(mirror, request);
  if (caller === null) throw refuse.policy();
  return caller;
}
