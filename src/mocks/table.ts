/**
 * A table of rows of one kind, and what each row is called in it. The name is what the journal keeps: a table with the
 * same name is the same table. Invariant in its rows, so that nobody reads other rows than were put.
 */
export interface Table<in out R extends object> {
  readonly name: string
  readonly keyOf: (row: R) => string
}

/** Fields of a row that can be its key. */
type KeyField<R> = { [K in keyof R & string]: R[K] extends string ? K : never }[keyof R & string]

/**
 * @param name unique within its server
 * @param key the field that holds the key, or how the key is made of a row
 */
export function table<R extends object>(name: string, key: KeyField<R> | ((row: R) => string)): Table<R> {
  return { name, keyOf: typeof key === 'function' ? key : (row) => String(row[key]) }
}

/** First rows of one table. Loaded when a request first needs them. */
export interface TableRows {
  readonly name: string
  /** Key → row, in the order in which they were listed. */
  readonly load: () => Promise<ReadonlyMap<string, object>>
}

/** What a server's tables hold at first; a table that is not listed is empty. */
export type Scenario = readonly TableRows[]

/** A line of a scenario. Of two rows with one key the later counts. */
export function rowsOf<R extends object>(of: Table<R>, load: () => Promise<readonly R[]>): TableRows {
  return { name: of.name, load: async () => new Map((await load()).map((row) => [of.keyOf(row), row])) }
}
