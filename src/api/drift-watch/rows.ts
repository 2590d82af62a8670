import * as v from 'valibot'

/** A row of a list: read, or the reason why not. */
export type Row<T> = { ok: true; row: T } | { ok: false; id: string | null; why: string }

/**
 * A list whose rows are checked one by one. Input (what a mock answers): the wire rows. Output (what a client gets):
 * one `Row` each, in the server's order.
 */
export function rows<const S extends v.GenericSchema>(schema: S) {
  return v.pipe(
    v.array(v.custom<v.InferInput<S>>(() => true)),
    v.transform((list): Row<v.InferOutput<S>>[] => list.map((row: unknown) => parseRow(schema, row))),
  )
}

function parseRow<S extends v.GenericSchema>(schema: S, row: unknown): Row<v.InferOutput<S>> {
  const parsed = v.safeParse(schema, row)
  if (parsed.success) return { ok: true, row: parsed.output }
  const path = v.getDotPath(parsed.issues[0])
  const message = parsed.issues[0].message
  return { ok: false, id: idOf(row), why: path === null ? message : `${path}: ${message}` }
}

function idOf(row: unknown): string | null {
  return typeof row === 'object' && row !== null && 'id' in row && typeof row.id === 'string' ? row.id : null
}
