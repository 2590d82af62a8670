import type { Change, Journal } from './journal'
import type { Scenario, Table } from './table'

/** What one exchange may do. Rows are never changed in place: put a new one. What it puts, it reads. */
export interface Transaction {
  rows<R extends object>(table: Table<R>): Promise<ReadonlyMap<string, R>>
  put<R extends object>(table: Table<R>, row: NoInfer<R>): void
  remove<R extends object>(table: Table<R>, key: string): void
  /** Changes with every change of the table, and is never given twice: results may be kept as long as it stays. */
  version<R extends object>(table: Table<R>): number
}

/** What a transaction gave, and whether the journal holds anything of it. */
export interface Transacted<T> {
  result: T
  wrote: boolean
}

export interface Db {
  /**
   * Transactions run one after the other, each on what all tabs have written before. One that throws has written
   * nothing.
   */
  transact<T>(work: (transaction: Transaction) => Promise<T>): Promise<Transacted<T>>
  /** Back to the scenario, in every tab. */
  reset(): Promise<void>
}

type Rows = Map<string, object>
type RowChange = Extract<Change, { kind: 'row' }>

/**
 * Tables in memory: a scenario's rows, and the journal's changes over them. The journal is read before every
 * transaction and written at its end, so that a reload or a second tab sees what an answer promised.
 */
export function createDb(scenario: Scenario, journal: Journal): Db {
  const tables = new Map<string, Rows>()
  const versions = new Map<string, number>()
  let lastVersion = 0
  /** All changes since the scenario: a table that is loaded late still gets them. */
  let changes: RowChange[] = []
  let readUpTo = 0
  let last: Promise<unknown> = Promise.resolve()

  const touch = (name: string) => versions.set(name, ++lastVersion)

  function apply(change: Change): void {
    if (change.kind === 'reset') {
      for (const name of new Set([...tables.keys(), ...versions.keys()])) touch(name)
      tables.clear()
      changes = []
      return
    }
    changes.push(change)
    const rows = tables.get(change.table)
    if (rows) applyTo(rows, change)
    touch(change.table)
  }

  async function sync(): Promise<void> {
    for (const { at, change } of await journal.read(readUpTo)) {
      readUpTo = at
      apply(change)
    }
  }

  async function load(name: string): Promise<Rows> {
    const known = tables.get(name)
    if (known) return known
    const rows: Rows = new Map()
    for (const first of scenario) {
      if (first.name === name) for (const [key, row] of await first.load()) rows.set(key, row)
    }
    for (const change of changes) if (change.table === name) applyTo(rows, change)
    tables.set(name, rows)
    return rows
  }

  async function run<T>(work: (transaction: Transaction) => Promise<T>): Promise<Transacted<T>> {
    await sync()
    const written: RowChange[] = []
    /** Tables that this transaction has written to, as it sees them. */
    const own = new Map<string, { rows: Rows | null; from: number; version: number }>()

    const write = (table: string, key: string, row: object | null) => {
      written.push({ kind: 'row', table, key, row })
      const seen = own.get(table)
      own.set(table, { rows: seen?.rows ?? null, from: seen?.from ?? 0, version: ++lastVersion })
    }

    async function see(name: string): Promise<Rows> {
      const mine = own.get(name)
      if (!mine) return load(name)
      const rows = mine.rows ?? new Map(await load(name))
      for (const change of written.slice(mine.from)) if (change.table === name) applyTo(rows, change)
      own.set(name, { ...mine, rows, from: written.length })
      return rows
    }

    const result = await work({
      // The only cast: a table's name stands for one kind of rows, and what is under it came in as such.
      rows: async <R extends object>({ name }: Table<R>) => (await see(name)) as Map<string, R>,
      put: (table, row) => write(table.name, table.keyOf(row), row),
      remove: ({ name }, key) => write(name, key, null),
      version: ({ name }) => own.get(name)?.version ?? versions.get(name) ?? 0,
    })
    // Applied when it is read back: what other tabs wrote meanwhile keeps its place.
    if (written.length > 0) await journal.append(written)
    return { result, wrote: written.length > 0 }
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

function applyTo(rows: Rows, change: RowChange): void {
  if (change.row) rows.set(change.key, change.row)
  else rows.delete(change.key)
}
