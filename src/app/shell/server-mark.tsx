import { type ServerState, useServerState } from '~/queries/server-state'
import type { BackendId } from '~/queries/connections'
import { Mark, type State } from '~/ui/words/mark'

const MARKS: Readonly<Record<ServerState, State>> = {
  'not configured': 'unknown',
  'not asked': 'unknown',
  reachable: 'ok',
  failing: 'failed',
}

const WORDS: Readonly<Record<ServerState, string>> = {
  'not configured': 'is not configured',
  'not asked': 'has not been checked yet',
  reachable: 'is reachable',
  failing: 'does not answer',
}

/** How a page's server fares: its mark, and the words for it. */
export function useServerMark(id: BackendId): { mark: State; words: string } {
  const { name, state } = useServerState(id)
  return { mark: MARKS[state], words: `${name} ${WORDS[state]}` }
}

/** Small, without words: they stand in the tooltip of the link. */
export function ServerMark({ mark }: { mark: State }) {
  return <Mark state={mark} size={8} />
}
