/** Binds: $1 the tenant. Takes the place of the pool's own user until the transaction ends. */
export const enterTenant = `select set_config('pulso.tenant_id', $1, true), set_config('role', 'pulso_tenant', true)`;
