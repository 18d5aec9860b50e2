import { type Database, write } from '@pulso/database';

/** Keeps the public name of the seller's account, as Mercado Livre tells it. */
export async function setNickname(
  db: Database,
  tenantId: string,
  { connectionId, nickname }: { connectionId: string; nickname: string },
): Promise<void> {
  await write(
    db,
    'update connections set nickname = $3 where tenant_id = $1 and connection_id = $2 and nickname is distinct from $3',
    { bind: [tenantId, connectionId, nickname] },
  );
}
