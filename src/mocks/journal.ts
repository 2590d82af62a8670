export interface Row {
  readonly _id: string
}

/** `row: null` takes a row away. */
export type Change = { kind: 'row'; collection: string; id: string; row: Row | null } | { kind: 'reset' }

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

/**
 * Kept by the browser and shared by all tabs of this origin. Values are structured clones: NaN and whole numbers of
 * any size survive. Falls back to memory where the browser keeps nothing (a private window).
 */
export async function browserJournal(name: string): Promise<Journal> {
  try {
    return indexedJournal(await openDatabase(name))
  } catch {
    return memoryJournal()
  }
}

function openDatabase(name: string): Promise<IDBDatabase> {
  return new Promise((resolve, reject) => {
    const request = indexedDB.open(name, 1)
    // Positions only ever grow, over a reset too: `autoIncrement` keeps its count when the store is cleared.
    request.onupgradeneeded = () => request.result.createObjectStore(STORE, { autoIncrement: true })
    request.onsuccess = () => resolve(request.result)
    request.onerror = () => reject(request.error ?? new Error('IndexedDB did not open.'))
    request.onblocked = () => reject(new Error('IndexedDB is blocked by another version.'))
  })
}

function indexedJournal(database: IDBDatabase): Journal {
  const inStore = (mode: IDBTransactionMode, work: (store: IDBObjectStore) => void) =>
    new Promise<void>((resolve, reject) => {
      const transaction = database.transaction(STORE, mode)
      transaction.oncomplete = () => resolve()
      transaction.onerror = () => reject(transaction.error ?? new Error('IndexedDB failed.'))
      transaction.onabort = transaction.onerror
      work(transaction.objectStore(STORE))
    })
  return {
    read: async (after) => {
      const range = IDBKeyRange.lowerBound(after, true)
      let keys: IDBRequest<IDBValidKey[]> | undefined
      let values: IDBRequest<unknown[]> | undefined
      await inStore('readonly', (store) => {
        keys = store.getAllKeys(range)
        values = store.getAll(range)
      })
      const changes = (values?.result ?? []) as Change[]
      const positions = keys?.result ?? []
      return changes.map((change, i) => ({ at: Number(positions[i]), change }))
    },
    append: (changes) =>
      inStore('readwrite', (store) => {
        for (const change of changes) store.add(change)
      }),
    reset: () =>
      inStore('readwrite', (store) => {
        store.clear()
        store.add({ kind: 'reset' } satisfies Change)
      }),
  }
}
