import type { DBAdapter, DBTransactionAdapter, Where } from 'better-auth';
import { hashToken } from '../token.ts';

type Row = Record<string, unknown>;

/**
 * The library keeps the secret of a session as the browser has it. Through this only its hash reaches the tables, so that nobody signs in
 * with what a dump holds; a row that was asked for by the secret comes back with it, as the library expects.
 */
export function hashSessionTokens(adapter: DBAdapter): DBAdapter {
  return {
    ...hashIn(adapter),
    // What the library does as one is hashed as well.
    transaction: (work) => adapter.transaction((inner) => work(hashIn(inner))),
  };
}

function hashIn(adapter: DBTransactionAdapter): DBTransactionAdapter {
  return {
    ...adapter,
    async create(given) {
      if (!isSession(given)) return adapter.create(given);
      const { token } = given.data as Row;
      const data = { ...given.data, token: hashToken(String(token)) };
      return back(await adapter.create({ ...given, data }), token) as never;
    },
    async findOne(given) {
      if (!isSession(given)) return adapter.findOne(given);
      return back(await adapter.findOne({ ...given, where: hashed(given.where) }), asked(given.where)) as never;
    },
    async update(given) {
      if (!isSession(given)) return adapter.update(given);
      return back(await adapter.update({ ...given, where: hashed(given.where) }), asked(given.where)) as never;
    },
    findMany: (given) => adapter.findMany(isSession(given) ? { ...given, where: hashed(given.where ?? []) } : given),
    delete: (given) => adapter.delete(isSession(given) ? { ...given, where: hashed(given.where) } : given),
    deleteMany: (given) => adapter.deleteMany(isSession(given) ? { ...given, where: hashed(given.where) } : given),
  };
}

function isSession({ model }: { model: string }): boolean {
  return model === 'session';
}

function isToken({ field }: Where): boolean {
  return field === 'token';
}

/** A condition as the tables know it. */
function hashed(where: Where[]): Where[] {
  return where.map((one) => (isToken(one) ? { ...one, value: hashToken(String(one.value)) } : one));
}

/** The secret that a condition names. */
function asked(where: Where[]): unknown {
  return where.find(isToken)?.value;
}

function back<Result>(row: Result, token: unknown): Result {
  return row && token !== undefined ? { ...row, token } : row;
}
