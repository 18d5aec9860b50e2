import { z } from 'zod';

/** An instant with its offset, seconds or not, as whoever asks for a run writes it (contract 3). */
export const AskedInstant = z
  .union([z.iso.datetime({ offset: true }), z.iso.datetime({ offset: true, precision: -1 })], {
    error: 'must be an ISO 8601 instant with offset, such as 2026-01-31T09:00:00-03:00',
  })
  .transform((text) => new Date(text));

/** A tenant as it is asked for; the database has it in small letters. */
export const AskedTenantId = z.guid('must be a uuid').transform((text) => text.toLowerCase());
