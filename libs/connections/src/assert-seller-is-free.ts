import { type Database, query } from '@pulso/database';
import { AppError } from '@pulso/domain';
import type { Transaction } from 'sequelize';

/** @throws AppError `seller_connected_elsewhere` when another tenant has the seller; it does not say which (contract 5) */
export async function assertSellerIsFree(
  db: Database,
  tenantId: string,
  { sellerId, transaction }: { sellerId: string; transaction?: Transaction },
): Promise<void> {
  const [taken] = await query<{ taken: boolean }>(
    db,
    `select true as taken from connections where seller_id = $2 and tenant_id <> $1 and status <> 'disconnected' limit 1`,
    { bind: [tenantId, sellerId], transaction },
  );
  if (taken) throw connectedElsewhere();
}

/**
 * As `assertSellerIsFree`, of the seller whom a code or a refresh token names (API document 1.1, 1.2): before it is spent.
 * One that names nobody is free, until Mercado Livre says whose it is.
 */
export async function assertNamedSellerIsFree(db: Database, tenantId: string, secret: string): Promise<void> {
  const named = /-(\d{1,18})$/.exec(secret)?.[1];
  if (named) await assertSellerIsFree(db, tenantId, { sellerId: named });
}

export function connectedElsewhere(): AppError {
  return new AppError(
    'seller_connected_elsewhere',
    'This seller is already connected to another company; it has to be disconnected there first',
  );
}
