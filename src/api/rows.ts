import * as v from 'valibot'

/** A row of a list: read, or the reason why not. */
export type Row<T> = { ok: true; row: T } | { ok: false; id: string | null; why: string }

/**
 * A list whose rows are checked one by one. Input (what a mock answers): the wire rows. Output (what a client gets):
 * one `Row` each, in the server's order.
 * @param idOf where the id of an unreadable row may stand
 */
export function rows<const S extends v.GenericSchema>(schema: S, idOf: (row: unknown) => unknown = ownId) {
  return v.pipe(
    v.array(v.custom<v.InferInput<S>>(() => true)),
    v.transform((list): Row<v.InferOutput<S>>[] => list.map((row: unknown) => parseRow(schema, row, idOf))),
  )
}

function parseRow<S extends v.GenericSchema>(
  schema: S,
  row: unknown,
  idOf: (row: unknown) => unknown,
): Row<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, row)
  if (parsed.success) return { ok: true, row: parsed.output }
  const path = v.getDotPath(parsed.issues[0])
  const message = parsed.issues[0].message
  const id = idOf(row)
  return {
    ok: false,
    id: typeof id === 'string' ? id : null,
    why: path === null ? message : `${path}: ${message}`,
  }
}

/** A member of an object of unknown shape; undefined where there is none. */
export function memberOf(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && name in value
    ? (value as Record<string, unknown>)[name]
    : undefined
}

const ownId = (row: unknown) => memberOf(row, 'id')
