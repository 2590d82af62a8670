import { openDB, type DBSchema, type IDBPDatabase } from 'idb'
import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/**
 * Files that the user allowed to stay in the browser's own storage, so that a reload reopens them.
 * Nothing is kept before the user says so; they never leave the machine.
 */
export interface KeptFile {
  digest: string
  name: string
  bytes: number
}

interface Kept extends DBSchema {
  files: { key: string; value: KeptFile & { blob: Blob } }
}

let database: Promise<IDBPDatabase<Kept>> | null = null

function open(): Promise<IDBPDatabase<Kept>> {
  database ??= openDB<Kept>('tidemark-files', 1, {
    upgrade: (db) => void db.createObjectStore('files', { keyPath: 'digest' }),
    // A tab with a newer version wants to upgrade: let go, and open anew on the next use.
    blocking: () => {
      void database?.then((db) => db.close())
      database = null
    },
  })
  database.catch(() => (database = null))
  return database
}

const leaveKey = 'tidemark-kept-files'

interface KeptState {
  /** The user's leave to keep what is dropped. */
  allowed: boolean
  files: KeptFile[]
}

export const useKeptFiles = create<KeptState>()(
  persist((): KeptState => ({ allowed: false, files: [] }), {
    name: leaveKey,
    partialize: ({ allowed }) => ({ allowed }),
  }),
)

/** Reads from the storage what is kept. Where the browser refuses storage (a private window), nothing is. */
export async function listKeptFiles(): Promise<void> {
  try {
    const files = await (await open()).getAll('files')
    useKeptFiles.setState({ files: files.map(({ digest, name, bytes }) => ({ digest, name, bytes })) })
  } catch {
    useKeptFiles.setState({ files: [] })
  }
}

/** @returns why the choice could not be written down, or null. */
export function setKeepingAllowed(allowed: boolean): string | null {
  try {
    useKeptFiles.setState({ allowed })
    return null
  } catch {
    // The storage is full or forbidden: what was not written cannot hold after a reload.
    return 'The browser refused to remember this choice (its storage is full or forbidden). After a reload, drop the files again.'
  }
}

/** @returns why it could not be kept, or null. */
export async function keepFile(digest: string, file: File): Promise<string | null> {
  try {
    await (await open()).put('files', { digest, name: file.name, bytes: file.size, blob: file })
    await listKeptFiles()
    return null
  } catch (error) {
    const full = error instanceof DOMException && error.name === 'QuotaExceededError'
    return full
      ? `${file.name} does not fit in the browser's storage. After a reload, drop it again.`
      : `The browser refused to keep ${file.name} (${error instanceof Error ? error.message : 'no reason given'}). After a reload, drop it again.`
  }
}

export async function keptFile(digest: string): Promise<File | null> {
  try {
    const kept = await (await open()).get('files', digest)
    return kept ? new File([kept.blob], kept.name) : null
  } catch {
    return null
  }
}

/** Deletes every kept file and withdraws the leave. */
export async function forgetKeptFiles(): Promise<void> {
  try {
    await (await open()).clear('files')
  } catch {
    // No storage: nothing was kept.
  }
  // Last, as it is what other tabs hear of.
  useKeptFiles.setState({ allowed: false, files: [] })
}

/** Takes over what another tab allowed or forgot, so that this one keeps nothing without leave. @returns ends it */
export function followOtherTabs(): () => void {
  const follow = ({ key }: StorageEvent): void => {
    if (key !== leaveKey) return
    void useKeptFiles.persist.rehydrate()
    void listKeptFiles()
  }
  window.addEventListener('storage', follow)
  return () => window.removeEventListener('storage', follow)
}
