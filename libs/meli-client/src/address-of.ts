import { MeliRequestError } from './errors.ts';

/** What an address is made of. */
interface Asked {
  /** The template, as `/items/{id}/sale_price`. */
  endpoint: string;
  /** What stands for `{id}`. */
  id?: string;
  /** What stands for the other braces of the template, by name. */
  parts?: Readonly<Record<string, string>>;
  query?: Record<string, string | number | undefined>;
}

const PART = /\{(\w+)\}/;

/** Templates as they were cut at their braces: words of the path and names of parts in turns. There are as many as this code has calls. */
const cutTemplates = new Map<string, readonly string[]>();

/**
 * Path and query of a call.
 * @throws MeliRequestError when a part of the path is nothing or dots: they survive the encoding, and would lead to another resource
 */
export function addressOf({ endpoint, id, parts, query }: Asked): string {
  const cut = cutTemplates.get(endpoint) ?? endpoint.split(PART);
  cutTemplates.set(endpoint, cut);
  let address = '';
  for (const [index, word] of cut.entries()) {
    const isName = index % 2 === 1;
    address += isName ? encodePart(word === 'id' && id !== undefined ? id : parts?.[word], endpoint) : word;
  }
  let mark = '?';
  for (const name in query) {
    const value = query[name];
    if (value === undefined) continue;
    address += `${mark}${name}=${encode(String(value))}`;
    mark = '&';
  }
  return address;
}

function encodePart(part: string | undefined, endpoint: string): string {
  if (part === undefined || part === '' || part === '.' || part === '..') {
    throw new MeliRequestError('no call without a proper id', { endpoint });
  }
  return encode(part);
}

/** Half of a pair of signs, which a cursor of an answer may end with, has no encoding of its own and stands as the sign for what is unreadable. */
function encode(text: string): string {
  return encodeURIComponent(text.toWellFormed());
}
