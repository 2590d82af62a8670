import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/** One row of a table was put or, with `row: null`, taken away; or everything was. */
export type Change = { kind: 'row'; table: string; key: string; row: object | null } | { kind: 'reset' }

/** What was changed since the scenario, in order. */
export interface Journal {
  /** Changes after a position, oldest first. */
  read(after: number): Promise<{ at: number; change: Change }[]>
  append(changes: readonly Change[]): Promise<void>
  /** Forgets all changes; readers that know some of them are told to start anew. */
  reset(): Promise<void>
}

/** Lives as long as its server. */
export function memoryJournal(): Journal {
  let entries: { at: number; change: Change }[] = []
  let last = 0
  const append = (changes: readonly Change[]) => {
    for (const change of changes) entries.push({ at: ++last, change })
  }
  return {
    read: async (after) => entries.filter(({ at }) => at > after),
    append: async (changes) => append(changes),
    reset: async () => {
      entries = []
      append([{ kind: 'reset' }])
    },
  }
}

const STORE = 'changes'

interface Kept extends DBSchema {
  [STORE]: { key: number; value: Change }
}

/**
 * Kept by the browser and shared by all tabs of this origin. Values are structured clones: NaN and whole numbers of
 * any size survive. Falls back to memory where the browser keeps nothing (a private window).
 */
export async function browserJournal(name: string): Promise<Journal> {
  try {
    const database = await openDB<Kept>(name, 1, {
      // Positions only ever grow, over a reset too: `autoIncrement` keeps its count when the store is cleared.
      upgrade: (fresh) => void fresh.createObjectStore(STORE, { autoIncrement: true }),
    })
    return indexedJournal(database)
  } catch {
    return memoryJournal()
  }
}

function indexedJournal(database: IDBPDatabase<Kept>): Journal {
  return {
    read: async (after) => {
      const range = IDBKeyRange.lowerBound(after, true)
      const { store, done } = database.transaction(STORE, 'readonly')
      const [positions, changes] = await Promise.all([store.getAllKeys(range), store.getAll(range), done])
      return positions.flatMap((at, i) => {
        const change = changes[i]
        return change ? [{ at, change }] : []
      })
    },
    append: async (changes) => {
      const { store, done } = database.transaction(STORE, 'readwrite')
      await Promise.all([...changes.map((change) => store.add(change)), done])
    },
    reset: async () => {
      const { store, done } = database.transaction(STORE, 'readwrite')
      await Promise.all([store.clear(), store.add({ kind: 'reset' }), done])
    },
  }
}
