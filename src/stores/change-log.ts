import { openDB, type DBSchema, type IDBPDatabase } from 'idb'

/**
 * What was changed from this browser, kept in it: batches of any kind, by their id. A batch is written when it begins
 * and again as it goes on, so that one that was left half-way is there, too.
 */
export interface KeptBatch {
  id: string
  /** Milliseconds since 1970 UTC. */
  at: number
}

interface Log extends DBSchema {
  batches: { key: string; value: KeptBatch }
}

/** Older ones go. */
const MOST_BATCHES = 1000

let database: Promise<IDBPDatabase<Log>> | null = null

function open(): Promise<IDBPDatabase<Log>> {
  database ??= openDB<Log>('tidemark-changes', 1, {
    upgrade: (db) => void db.createObjectStore('batches', { keyPath: 'id' }),
    // A tab with a newer version wants to upgrade: let go, and open anew on the next use.
    blocking: () => {
      void database?.then((db) => db.close())
      database = null
    },
  })
  database.catch(() => (database = null))
  return database
}

/** @returns why it could not be kept, or null */
export async function keepBatch(batch: KeptBatch): Promise<string | null> {
  try {
    const db = await open()
    await db.put('batches', batch)
    const all = await db.count('batches')
    if (all > MOST_BATCHES) await forgetOldest(db, all - MOST_BATCHES)
    return null
  } catch (error) {
    return `The browser refused to keep the change log (${error instanceof Error ? error.message : 'no reason given'}). Export it before you leave.`
  }
}

async function forgetOldest(db: IDBPDatabase<Log>, count: number): Promise<void> {
  const batches = await db.getAll('batches')
  const oldest = batches.toSorted((a, b) => a.at - b.at).slice(0, count)
  for (const { id } of oldest) await db.delete('batches', id)
}

/** Newest first. Where the browser refuses storage (a private window), there are none. */
export async function keptBatches(): Promise<unknown[]> {
  try {
    const batches = await (await open()).getAll('batches')
    return batches.toSorted((a, b) => b.at - a.at)
  } catch {
    return []
  }
}

/** Deletes the whole log. */
export async function forgetBatches(): Promise<void> {
  try {
    await (await open()).clear('batches')
  } catch {
    // No storage: nothing was kept.
  }
}
