import { armsOf } from './arms'

/** Something in the database that refuses what must not be, and the statement that takes it away. */
export type Guard = { name: string; table: string | null; remove: string }

type Query = <Row>(text: string) => Promise<Row[]>

const constraints = `
  select c.conname as name, c.conrelid::regclass::text as "table", c.contype::text as type
  from pg_constraint c join pg_namespace n on n.oid = c.connamespace
  where n.nspname = 'public' and c.contype in ('c', 'f', 'u', 'p', 'x')
  order by 2, 1`
const indexes = `
  select i.indexrelid::regclass::text as name, i.indrelid::regclass::text as "table"
  from pg_index i join pg_class k on k.oid = i.indexrelid join pg_namespace n on n.oid = k.relnamespace
  where n.nspname = 'public' and i.indisunique
    and not exists (select from pg_constraint c where c.conindid = i.indexrelid)
  order by 2, 1`
const triggers = `
  select t.tgname as name, t.tgrelid::regclass::text as "table"
  from pg_trigger t join pg_class k on k.oid = t.tgrelid join pg_namespace n on n.oid = k.relnamespace
  where n.nspname = 'public' and not t.tgisinternal
  order by 2, 1`
const functions = `
  select p.proname as name, pg_get_functiondef(p.oid) as text from pg_proc p
  join pg_namespace n on n.oid = p.pronamespace
  where n.nspname = 'public' and p.prokind = 'f'
    and not exists (select from pg_depend d where d.objid = p.oid and d.deptype = 'e')
  order by 1`

const kinds: Record<string, string> = {
  c: 'check',
  f: 'foreign key',
  u: 'unique',
  p: 'primary key',
  x: 'exclusion',
}

/** Every guard that the migrated database itself knows of. */
export async function guardsOf(query: Query): Promise<Guard[]> {
  const fromConstraints = await query<{ name: string; table: string; type: string }>(constraints)
  const fromIndexes = await query<{ name: string; table: string }>(indexes)
  const fromTriggers = await query<{ name: string; table: string }>(triggers)
  const fromFunctions = await query<{ name: string; text: string }>(functions)
  return [
    ...fromConstraints.map(({ name, table, type }) => ({
      name: `${kinds[type]} ${name}`,
      table,
      remove: `alter table ${table} drop constraint ${name} cascade`,
    })),
    ...fromIndexes.map(({ name, table }) => ({
      name: `unique index ${name}`,
      table,
      remove: `drop index ${name}`,
    })),
    ...fromTriggers.map(({ name, table }) => ({
      name: `trigger ${name}`,
      table,
      remove: `drop trigger ${name} on ${table}`,
    })),
    ...fromFunctions.flatMap(({ name, text }) => inFunction(name, text)),
  ]
}

/** Each refusal of a function, and each part of its conditions. */
function inFunction(name: string, text: string): Guard[] {
  const begin = text.search(/\$(function)?\$/)
  const without = (start: number, end: number, put: string) => text.slice(0, start) + put + text.slice(end)
  const raises = [...text.matchAll(/raise exception[^;]*/g)].map((match) => ({
    name: `${name}: ${match[0]}`,
    table: null,
    remove: without(match.index, match.index + match[0].length, 'null'),
  }))
  const arms = armsOf(text.slice(begin)).map((arm) => ({
    name: `${name}: ${arm.text.replaceAll(/\s+/g, ' ')} → ${arm.without}`,
    table: null,
    remove: without(begin + arm.start, begin + arm.end, arm.without),
  }))
  return numbered([...raises, ...arms])
}

/** Equal ones are told apart by their place. */
function numbered(guards: Guard[]): Guard[] {
  const times = new Map<string, number>()
  return guards.map((guard) => {
    const n = (times.get(guard.name) ?? 0) + 1
    times.set(guard.name, n)
    return n === 1 ? guard : { ...guard, name: `${guard.name} (${n})` }
  })
}
