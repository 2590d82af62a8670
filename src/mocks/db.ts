import type { Change, Journal, Row } from './journal'

/** Collection → its first rows. Loaded when a request first needs them. */
export type Scenario = Readonly<Record<string, () => Promise<readonly Row[]>>>

/** What one request may do. Rows are never changed in place: put a new one. */
export interface Transaction {
  rows<R extends Row>(collection: string): Promise<ReadonlyMap<string, R>>
  put(collection: string, row: Row): void
  remove(collection: string, id: string): void
  /** Changes with every change of the collection: results may be kept as long as it stays. */
  version(collection: string): number
}

export interface Db {
  /** Requests run one after the other, each on what all tabs have written before. */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<T>
  /** Back to the scenario, in every tab. */
  reset(): Promise<void>
}

/**
 * Tables in memory: a scenario's rows, and the journal's changes over them. The journal is read before every request
 * and written before its answer, so that a reload or a second tab sees what an answer promised.
 */
export function createDb(scenario: Scenario, journal: Journal): Db {
  const tables = new Map<string, Map<string, Row>>()
  const versions = new Map<string, number>()
  /** All changes since the scenario: a table that is loaded late still gets them. */
  let changes: Change[] = []
  let readUpTo = 0
  let last: Promise<unknown> = Promise.resolve()

  const touch = (collection: string) => versions.set(collection, (versions.get(collection) ?? 0) + 1)

  function apply(change: Change): void {
    if (change.kind === 'reset') {
      for (const collection of tables.keys()) touch(collection)
      tables.clear()
      changes = []
      return
    }
    changes.push(change)
    const table = tables.get(change.collection)
    if (table) applyTo(table, change)
    touch(change.collection)
  }

  async function sync(): Promise<void> {
    for (const { at, change } of await journal.read(readUpTo)) {
      readUpTo = at
      apply(change)
    }
  }

  async function load(collection: string): Promise<Map<string, Row>> {
    const known = tables.get(collection)
    if (known) return known
    const rows = (await scenario[collection]?.()) ?? []
    const table = new Map(rows.map((row) => [row._id, row]))
    for (const change of changes)
      if (change.kind === 'row' && change.collection === collection) applyTo(table, change)
    tables.set(collection, table)
    return table
  }

  async function run<T>(work: (transaction: Transaction) => Promise<T>): Promise<T> {
    await sync()
    const written: Change[] = []
    const write = (change: Change) => {
      written.push(change)
    }
    const result = await work({
      rows: async <R extends Row>(collection: string) =>
        (await load(collection)) as ReadonlyMap<string, Row> as ReadonlyMap<string, R>,
      put: (collection, row) => write({ kind: 'row', collection, id: row._id, row }),
      remove: (collection, id) => write({ kind: 'row', collection, id, row: null }),
      version: (collection) => versions.get(collection) ?? 0,
    })
    // Applied when it is read back: what other tabs wrote meanwhile keeps its place.
    if (written.length > 0) await journal.append(written)
    return result
  }

  function queued<T>(work: () => Promise<T>): Promise<T> {
    const result = last.then(work)
    last = result.catch(() => undefined)
    return result
  }

  return {
    transact: (work) => queued(() => run(work)),
    reset: () => queued(() => journal.reset()),
  }
}

function applyTo(table: Map<string, Row>, change: Extract<Change, { kind: 'row' }>): void {
  if (change.row) table.set(change.id, change.row)
  else table.delete(change.id)
}
