import type { Sequelize, Transaction } from 'sequelize';

/** What a migration works with: everything it does belongs to `transaction`. */
export interface MigrationContext {
  sequelize: Sequelize;
  transaction: Transaction;
}

export interface Migration {
  name: string;
  up(context: MigrationContext): Promise<void>;
  down(context: MigrationContext): Promise<void>;
}

/** A migration whose two directions are plain SQL. */
export function sqlMigration(sql: { name: string; up: string; down: string }): Migration {
  const run =
    (text: string) =>
    async ({ sequelize, transaction }: MigrationContext) => {
      await sequelize.query(text, { transaction });
    };
  return { name: sql.name, up: run(sql.up), down: run(sql.down) };
}
