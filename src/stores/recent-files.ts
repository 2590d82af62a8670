import { create } from 'zustand'
import { persist } from 'zustand/middleware'

/** Own files that were compared here: their names, and the settings that ask for them again. Never what is in them. */
export interface RecentFiles {
  /** Names of the files, reference first. */
  names: readonly string[]
  /** SHA-256 of each. */
  digests: readonly string[]
  /** The Lab's settings as its link has them, without the `?`. */
  search: string
}

/** More are forgotten, oldest first. */
const MOST = 5

export const useRecentFiles = create<{ recent: readonly RecentFiles[] }>()(
  persist((): { recent: readonly RecentFiles[] } => ({ recent: [] }), {
    name: 'tidemark-recent-files',
    version: 1,
    // The storage may hold anything.
    merge: (stored, current) => {
      const given: unknown =
        typeof stored === 'object' && stored !== null && 'recent' in stored ? stored.recent : []
      return { ...current, recent: Array.isArray(given) ? given.filter(isRecent).slice(0, MOST) : [] }
    },
  }),
)

// A declaration: the storage is read while this module is still being run.
function areTexts(list: unknown): boolean {
  return Array.isArray(list) && list.length > 0 && list.every((text) => typeof text === 'string')
}

function isRecent(value: unknown): value is RecentFiles {
  const { names, digests, search } = (value ?? {}) as Partial<Record<keyof RecentFiles, unknown>>
  return areTexts(names) && areTexts(digests) && typeof search === 'string'
}

/** Puts these files first; the same files stand once, with their newest settings. */
export function rememberFiles(files: RecentFiles): void {
  const key = files.digests.join()
  useRecentFiles.setState(({ recent }) => ({
    recent: [files, ...recent.filter(({ digests }) => digests.join() !== key)].slice(0, MOST),
  }))
}

export function forgetRecentFiles(): void {
  useRecentFiles.setState({ recent: [] })
}
