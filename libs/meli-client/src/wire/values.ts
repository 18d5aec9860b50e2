import { z } from 'zod';

/** Numbers and texts alike, as text: ids come in both forms and can exceed what a number holds (API document 0.1). */
export const Id = z.union([z.string().min(1), z.number().int().transform(String)]);

/**
 * An instant in any of Mercado Livre's dialects (API document 0.2): offset with or without colon, `Z`, any precision.
 * A text without an offset is refused, since nobody knows where it is meant.
 */
export const Instant = z.string().transform((text, context): Date => {
  const match = /^(\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2})(\.\d+)?(Z|[+-]\d{2}:?\d{2})$/.exec(text);
  if (match) {
    const [, clock, fraction = '', offset = 'Z'] = match;
    const colon = offset === 'Z' || offset.includes(':') ? offset : `${offset.slice(0, 3)}:${offset.slice(3)}`;
    const instant = new Date(`${clock}${fraction.slice(0, 4)}${colon}`);
    if (!Number.isNaN(instant.getTime())) return instant;
  }
  context.addIssue({ code: 'custom', message: 'not an instant with an offset' });
  return z.NEVER;
});

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
