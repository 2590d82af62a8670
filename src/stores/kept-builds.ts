import { type DBSchema, type IDBPDatabase, openDB } from 'idb'

/**
 * Finished builds, kept in the browser for ever: they never change, and each costs its server a walk through the whole
 * build. A key names server, pipeline and build. Where the browser keeps nothing (a private window), nothing is kept.
 */
interface Kept extends DBSchema {
  builds: { key: string; value: object }
}

/** Two servers may have pipelines of one name, and each pipeline counts its builds from 1. */
interface KeptKey {
  server: string
  job: string
  id: string
}

/** Neither of the three has a line break. */
const textOf = ({ server, job, id }: KeptKey): string => `${server}\n${job}\n${id}`

let database: Promise<IDBPDatabase<Kept>> | null = null

function open(): Promise<IDBPDatabase<Kept>> {
  database ??= openDB<Kept>('tidemark-builds', 1, {
    upgrade: (db) => void db.createObjectStore('builds'),
    // A tab with a newer version wants to upgrade: let go, and open anew on the next use.
    blocking: () => {
      void database?.then((db) => db.close())
      database = null
    },
  })
  database.catch(() => (database = null))
  return database
}

/** @returns what was kept, as it was; undefined: nothing */
export async function keptBuild(key: KeptKey): Promise<object | undefined> {
  try {
    return await (await open()).get('builds', textOf(key))
  } catch {
    return undefined
  }
}

/** Does nothing where the storage is full or forbidden. */
export async function keepBuild(key: KeptKey, build: object): Promise<void> {
  try {
    await (await open()).put('builds', build, textOf(key))
  } catch {
    // It is asked for again next time.
  }
}
