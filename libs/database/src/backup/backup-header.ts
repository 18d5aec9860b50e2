import { AppError } from '@pulso/domain';
import { z } from 'zod';

/** One table of a backup, as `list-tables.sql` describes it. */
export const BackupTable = z.strictObject({
  name: z.string().min(1),
  columns: z.array(z.string().min(1)).min(1),
  months: z.array(z.iso.date()),
  identities: z.array(z.strictObject({ column: z.string().min(1), last: z.string().regex(/^\d+$/).nullable() })),
});
export type BackupTable = z.output<typeof BackupTable>;

/** The first line of a backup: what it holds, and the schema that its rows are of. */
export const BackupHeader = z.strictObject({
  format: z.literal('pulso-backup'),
  version: z.literal(1),
  /** By the database's clock: the instant that all rows are of. */
  takenAt: z.iso.datetime(),
  migrations: z.array(z.string().min(1)).min(1),
  tables: z.array(BackupTable).min(1),
});
export type BackupHeader = z.output<typeof BackupHeader>;

/** The last line. A file without it was not written to its end. */
export const BackupEnd = z.strictObject({ rows: z.record(z.string(), z.int().nonnegative()) });
export type BackupEnd = z.output<typeof BackupEnd>;

/**
 * Reads one line of a backup that is JSON.
 * @param line null = the file ended before it
 * @throws AppError `invalid_input` that names the file
 */
export function parseLine<Line>(schema: z.ZodType<Line>, line: string | null, file: string): Line {
  const parsed = schema.safeParse(line === null ? null : jsonOf(line));
  if (parsed.success) return parsed.data;
  throw notWhole(file);
}

/** What is said of a file that ends too early, or is none of ours: nothing of it was kept. */
export function notWhole(file: string, cause?: unknown): AppError {
  return new AppError('invalid_input', `${file} is no whole backup of Pulso; nothing of it was restored`, { cause });
}

function jsonOf(line: string): unknown {
  try {
    return JSON.parse(line);
  } catch {
    return null;
  }
}
