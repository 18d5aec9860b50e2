import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import { Secret } from './secret.ts';
import { secretMatches } from './secret-matches.ts';

describe('a secret', () => {
  test('shows as [secret] in text, JSON, templates and the console', () => {
    const secret = new Secret('s3cr3t-value');
    const shown = [String(secret), `${secret}`, JSON.stringify({ secret }), inspect({ secret }), inspect([secret])];
    for (const text of shown) {
      expect(text).toContain('[secret]');
      expect(text).not.toContain('s3cr3t-value');
    }
    expect(Object.values(secret)).toEqual([]);
  });

  test('is given away by reveal alone', () => {
    expect(new Secret('s3cr3t-value').reveal()).toBe('s3cr3t-value');
  });

  test('cannot be made of nothing', () => {
    expect(() => new Secret('')).toThrow(RangeError);
  });
});

describe('matching a presented key', () => {
  const accepted = [new Secret('first'), new Secret('second')];

  test.each([
    ['nothing presented', undefined, accepted],
    ['null presented', null, accepted],
    ['an empty key presented', '', accepted],
    ['another key', 'third', accepted],
    ['a part of a key', 'firs', accepted],
    ['both keys as they stand in the environment', 'first,second', accepted],
    ['no key configured', 'first', []],
    ['nothing presented and no key configured', '', []],
  ])('refuses %s', (_, presented, keys) => {
    expect(secretMatches(presented, keys)).toBe(false);
  });

  test('accepts each of two keys while one replaces the other', () => {
    expect(secretMatches('first', accepted)).toBe(true);
    expect(secretMatches('second', accepted)).toBe(true);
  });
});
