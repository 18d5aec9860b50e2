import { describe, expect, test } from 'vitest';
import { isOwnOrigin } from './assert-own-page.ts';

describe('a change', () => {
  const host = 'localhost:3000';

  test.each([
    [{}],
    [{ origin: 'http://localhost:3000' }],
    [{ 'sec-fetch-site': 'same-origin', origin: 'http://localhost:3000' }],
    [{ 'sec-fetch-site': 'none' }],
  ])('is accepted from our own page: %j', (headers) => {
    expect(isOwnOrigin({ headers: { host, ...headers } })).toBe(true);
  });

  test.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'null' }],
    [{ origin: '' }],
    [{ origin: 'https://localhost:3000' }],
    [{ origin: 'http://localhost:3001' }],
    [{ origin: 'http://127.0.0.1:3000' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site', origin: 'http://localhost:3000' }],
  ])('is refused from elsewhere: %j', (headers) => {
    expect(isOwnOrigin({ headers: { host, ...headers } })).toBe(false);
  });

  test('is accepted behind a proxy from the address that users open, and from no other', () => {
    const accepts = (origin: string) => isOwnOrigin({ headers: { host, origin } }, 'https://pulso.example.com');
    expect(accepts('https://pulso.example.com')).toBe(true);
    expect(accepts('http://localhost:3000')).toBe(false);
    expect(accepts('https://pulso.example.com.evil.example')).toBe(false);
  });
});
