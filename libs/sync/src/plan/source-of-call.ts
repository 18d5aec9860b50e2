import type { CallSource } from './estimate-calls.ts';

const sources: readonly [RegExp, CallSource][] = [
  [/visits/, 'visits'],
  [/^\/shipments\//, 'freight'],
  [/^\/orders\//, 'orders'],
  [/sale_price$|performance$/, 'details'],
  [/^\/items|items\/search$/, 'listings'],
];

/**
 * What a call was made for.
 * @param endpoint the call by its template, as the client names it
 */
export function sourceOfCall(endpoint: string): CallSource {
  return sources.find(([form]) => form.test(endpoint))?.[1] ?? 'seller';
}
