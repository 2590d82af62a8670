import { countedWorld } from '../counted-world'
import { memoryJournal } from '../journal'
import type { Mock } from '../mock'
import type { Server } from '../server'
import type { Recording } from './recording'

/** What a mock needs to be held to recordings of the real server: `<id>/recorded.ts` exports it as `recorded`. */
export interface RecordedSetup {
  /** A server in the state in which the recordings were made, as far as they show it; they come in their order. */
  start: (recordings: readonly Recording[], profile: string | null) => Server
  /**
   * The Authorization header of whoever a recording names (`as`); null: the headers that were recorded say it, or
   * nobody asked. @throws Error for a name that nobody knows
   */
  authorizationOf: (recording: Recording) => string | null
  /** Headers of answers that the clients read, beside the content type. Lower case. */
  headersRead: readonly string[]
  /** Recordings by their names that the mock is not held to, each with the reason. Absent: none. */
  leftOut?: Readonly<Record<string, string>>
}

const setups = import.meta.glob<RecordedSetup>('../*/recorded.ts', { import: 'recorded' })

/** The mock's own setup, or the demo's first state where it has none. */
export async function setupOf(mock: Mock): Promise<RecordedSetup> {
  const load = setups[`../${mock.id}/recorded.ts`]
  if (load) return load()
  return {
    start: (_, profile) => mock.start({ ...countedWorld(), profile }, memoryJournal()).server,
    authorizationOf: ({ as }) => {
      if (as === null) return null
      throw new Error(`nobody knows how "${as}" signs in to ${mock.id}`)
    },
    headersRead: [],
  }
}
