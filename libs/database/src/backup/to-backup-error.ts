import { AppError } from '@pulso/domain';
import { toDatabaseError } from '../to-database-error.ts';

const INSUFFICIENT_PRIVILEGE = '42501';
const LOCK_NOT_AVAILABLE = '55P03';

/** What a failed backup or restore means: a fault of the file, of the rights, a database that is away, else the error as it came. */
export function toBackupError(thrown: unknown, file: string): unknown {
  const meaning = toDatabaseError(thrown);
  if (meaning instanceof AppError || !(thrown instanceof Error) || !('code' in thrown)) return meaning;
  if ('syscall' in thrown) {
    return new AppError('invalid_input', `${file} cannot be used: ${thrown.message}`, { cause: thrown });
  }
  if (thrown.code === INSUFFICIENT_PRIVILEGE) {
    const todo = 'set DATABASE_URL to the user that owns the tables, the one that runs the migrations';
    return new AppError('configuration', `The database's user may not do this (${thrown.message}); ${todo}`, {
      cause: thrown,
    });
  }
  if (thrown.code === LOCK_NOT_AVAILABLE) {
    return new AppError('configuration', 'Other programs work in this database; stop all of them, then try again', {
      cause: thrown,
    });
  }
  return thrown;
}
