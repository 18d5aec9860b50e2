import { timingSafeEqual } from 'node:crypto';
import { linkPathTo } from '../link-path-to.ts';
import type { Authentication } from '../session/open-authentication.ts';
import { hashToken } from '../token.ts';

/** The path that only who runs Pulso is told. Every process of an installation makes the same, and it opens nothing once somebody is known. */
export function firstOwnerLinkPath({ firstOwnerTokens: [token = ''] }: Authentication): string {
  return linkPathTo('first owner', token);
}

/** Whether somebody holds that link. */
export function isFirstOwnerToken({ firstOwnerTokens }: Authentication, token: string): boolean {
  const given = Buffer.from(hashToken(token));
  return firstOwnerTokens.some((one) => timingSafeEqual(given, Buffer.from(hashToken(one))));
}
