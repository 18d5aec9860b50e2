-- Every table whose rows a backup holds, in an order in which they can be put back: after the tables that its rows point to. The record of
-- the migrations is no such table, because making the schema writes it. months: first days of the partitions. identities: the columns
-- that count by themselves, with the number given out last; null = none was.
with recursive own as (
  select c.oid, c.relname::text as name
  from pg_class c
  where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
    and c.relname <> 'schema_migrations'
),
placed as (
  select oid, 0 as place from own
  union
  select f.conrelid, p.place + 1
  from placed p
  join pg_constraint f on f.contype = 'f' and f.confrelid = p.oid and f.conrelid <> p.oid
  -- A circle could not be put back in any order; its rows would be refused by the keys.
  where p.place < 50
)
select
  o.name,
  array(
    select a.attname::text
    from pg_attribute a
    where a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = ''
    order by a.attnum
  ) as columns,
  array(
    select substring(pg_get_expr(part.relpartbound, part.oid) from '\(''(\d{4}-\d\d-\d\d)''\)')
    from pg_inherits i
    join pg_class part on part.oid = i.inhrelid
    where i.inhparent = o.oid
    order by 1
  ) as months,
  (
    select coalesce(
      json_agg(
        json_build_object(
          'column', a.attname,
          'last', pg_sequence_last_value(pg_get_serial_sequence(quote_ident(o.name), a.attname)::regclass)::text
        )
        order by a.attnum
      ),
      '[]'
    )
    from pg_attribute a
    where a.attrelid = o.oid and a.attnum > 0 and not a.attisdropped and a.attidentity <> ''
  ) as identities
from own o
order by (select max(p.place) from placed p where p.oid = o.oid), o.name collate "C"
