import { type Database, query, withTransaction } from '@pulso/database';
import { AppError, isTimeZone } from '@pulso/domain';
import type { Transaction } from 'sequelize';
import { TENANT_COLUMNS, type Tenant, type TenantRow, toTenant } from './tenant.ts';

/**
 * Asks for another zone. The next rebuild cuts the whole history anew and publishes it together with the zone; until then everything stands
 * as it did. A tenant of which nothing was read has it at once, and the zone that it has already takes the wish back.
 * @param options.timeZone IANA name
 * @param options.alongside what is kept of it elsewhere, in the same transaction
 * @throws AppError `invalid_input` for an unknown zone, `unknown_tenant`
 */
export async function wishTimeZone(
  db: Database,
  tenantId: string,
  { timeZone, alongside }: { timeZone: string; alongside?: (transaction: Transaction) => Promise<void> },
): Promise<Tenant> {
  if (!isTimeZone(timeZone)) {
    throw new AppError('invalid_input', `"${timeZone}" is not a time zone; use an IANA name such as America/Sao_Paulo`);
  }
  return withTransaction(db, async (transaction) => {
    const [row] = await query<TenantRow>(
      db,
      `with known as (select exists (select from source_coverage where tenant_id = $1) as is_read)
       update tenants set
         time_zone = case when is_read then time_zone else $2 end,
         next_time_zone = case when is_read and time_zone <> $2 then $2 end
       from known
       where tenant_id = $1 returning ${TENANT_COLUMNS}`,
      { bind: [tenantId, timeZone], transaction },
    );
    if (!row) throw new AppError('unknown_tenant', `There is no tenant ${tenantId}`);
    await alongside?.(transaction);
    return toTenant(row);
  });
}
