-- The database's own wall between tenants: whoever works as pulso_tenant sees the rows of the tenant named in pulso.tenant_id, whatever a
-- statement asks for. Run after every migration, and as often as one likes: what stands already is left alone.
-- It is not forced upon the owner, because its backups read everything; pulso_tenant owns nothing and cannot go round it.
do $wall$
declare
  walled record;
begin
  -- One role for all databases of the server. An owner that may not make roles is not kept from working; has-tenant-wall.ts tells
  -- that there is no wall.
  begin
    create role pulso_tenant nologin noinherit;
  exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then return;
  end;
  if not pg_has_role(current_user, 'pulso_tenant', 'member') then
    begin
      grant pulso_tenant to current_user;
    exception
      when insufficient_privilege then return;
    end;
  end if;

  -- Every table with a tenant, but for the partitions, which are reached through their table only.
  for walled in
    select c.oid::regclass as name
    from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'tenant_id' and not a.attisdropped
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and not exists (select from pg_policy p where p.polrelid = c.oid and p.polname = 'own_tenant')
  loop
    execute format('alter table %s enable row level security', walled.name);
    -- Other programs' users go on seeing what they were granted.
    execute format('create policy everybody on %s using (true) with check (true)', walled.name);
    -- The subselect is evaluated once per statement, not once per row.
    execute format(
      'create policy own_tenant on %s as restrictive to pulso_tenant
         using (tenant_id = (select current_setting(''pulso.tenant_id'')::uuid))
         with check (tenant_id = (select current_setting(''pulso.tenant_id'')::uuid))',
      walled.name
    );
    execute format('grant select, insert, update, delete on %s to pulso_tenant', walled.name);
  end loop;

  -- A view looks with the eyes of who asks, not of who made it.
  for walled in
    select c.oid::regclass as name
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind = 'v'
      and not (
        coalesce(c.reloptions, '{}') @> array['security_invoker=true'] and has_table_privilege('pulso_tenant', c.oid, 'select')
      )
  loop
    execute format('alter view %s set (security_invoker = true)', walled.name);
    execute format('grant select on %s to pulso_tenant', walled.name);
  end loop;
end
$wall$
