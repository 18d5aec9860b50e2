import { AppError } from '@pulso/domain';

/** Lets work through only when the database has every migration that this build knows. */
export type SchemaGate = () => Promise<void>;

/**
 * A database that was found complete is not asked again: migrations are only ever added, and the
 * next build brings its own gate.
 * @throws (the gate) AppError `schema_behind` that names the command, or what the database throws
 */
export function createSchemaGate(listPendingMigrations: () => Promise<string[]>): SchemaGate {
  let isCurrent = false;
  let asking: Promise<string[]> | null = null;
  return async () => {
    if (isCurrent) return;
    // The first requests of a process come at once, and one question answers them all.
    asking ??= listPendingMigrations().finally(() => {
      asking = null;
    });
    const pending = await asking;
    if (pending.length > 0) throw schemaBehind(pending);
    isCurrent = true;
  };
}

export function schemaBehind(pending: readonly string[]): AppError {
  const missing = `The database lacks ${pending.length} migrations of this version`;
  return new AppError('schema_behind', `${missing}; run: npm run pulso -- db migrate`);
}
