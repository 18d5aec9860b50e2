import { AppError } from '@pulso/domain';
import { DatabaseError } from 'sequelize';
import { describe, expect, it } from 'vitest';
import { toDatabaseError } from './to-database-error.ts';

/** As Sequelize hands it on: its own error around the one of pg. */
const fromServer = (code: string) =>
  new DatabaseError(Object.assign(new Error(`said ${code}`), { code, sql: 'select 1' }));

describe('the meaning of a failed database call', () => {
  it.each(['25P03', '53300', '57P01', '57P02', '57P03', '57P05', '25006', '08006', '08P01'])(
    'the server saying %s is "database unavailable", which another attempt may find mended',
    (code) => {
      const thrown = fromServer(code);
      expect(toDatabaseError(thrown)).toMatchObject({ code: 'database_unavailable', cause: thrown });
    },
  );

  it.each(['23505', '40001', '40P01', '42P01', '57014'])('the server saying %s stays what it is', (code) => {
    const thrown = fromServer(code);
    expect(toDatabaseError(thrown)).toBe(thrown);
  });

  it('a host whose every address refuses is "database unavailable"', () => {
    const refused = Object.assign(new Error('connect ECONNREFUSED ::1:5432'), { code: 'ECONNREFUSED' });
    expect(toDatabaseError(new AggregateError([refused, refused]))).toMatchObject({ code: 'database_unavailable' });
  });

  it('what already has a meaning, and what is no error at all, is handed on', () => {
    const ours = new AppError('interrupted', 'stopped');
    expect(toDatabaseError(ours)).toBe(ours);
    expect(toDatabaseError('text')).toBe('text');
  });
});
