import { z } from 'zod';

/** An id as it is written: a number or a text (API document 0.1). */
export const IdBody = z.custom<string | number>(
  (value) => (typeof value === 'string' ? value !== '' : Number.isSafeInteger(value)),
  'not an id',
);

/** An id as text, since some exceed what a number holds. */
export const Id = IdBody.transform(String);

const CLOCK = String.raw`(?:[01]\d|2[0-3]):[0-5]\d:[0-5]\d(?:\.\d+)?`;
const OFFSET = String.raw`(?:Z|[+-](?:[01]\d|2[0-3]):?[0-5]\d)`;
const INSTANT = new RegExp(String.raw`^\d{4}-(?:0[1-9]|1[0-2])-(?:0[1-9]|[12]\d|3[01])T${CLOCK}${OFFSET}$`);

/**
 * An instant as it is written, in any of Mercado Livre's dialects (API document 0.2): offset with or without colon, `Z`, any
 * precision. A text without an offset is refused, since nobody knows where it is meant.
 */
export const InstantBody = z.string().regex(INSTANT, 'not an instant with an offset');

/** The same as an instant. */
export const Instant = InstantBody.transform(toInstant);

/** Signs of an instant with milliseconds, which is as exact as JavaScript reads it, with `Z` and with a colon in the offset. */
const LONGEST = { z: 24, offset: 29 };

/** @param text what `InstantBody` let through */
export function toInstant(text: string): Date {
  const isIso = text.endsWith('Z') ? text.length <= LONGEST.z : text.at(-3) === ':' && text.length <= LONGEST.offset;
  if (isIso) return new Date(text);
  return new Date(text.replace(/(\.\d{3})\d+/, '$1').replace(/([+-]\d{2})(\d{2})$/, '$1:$2'));
}

/** Null or left out, both mean that we do not know: null. Anything else as `read` reads it. */
export function toValue<Body, Value>(body: Body | null | undefined, read: (body: Body) => Value): Value | null {
  return body === null || body === undefined ? null : read(body);
}

/** As text; null or left out become null. */
export function toId(id: string | number | null | undefined): string | null {
  return toValue(id, String);
}

/** A value that may be null or left out; both become null, which means that we do not know. */
export function orNull<Schema extends z.ZodType>(schema: Schema) {
  return schema.nullish().transform((value): z.output<Schema> | null => value ?? null);
}

/** A list that may be null or left out; an empty page is sometimes written so. */
export function listOf<Schema extends z.ZodType>(schema: Schema) {
  return z
    .array(schema)
    .nullish()
    .transform((value): z.output<Schema>[] => value ?? []);
}
