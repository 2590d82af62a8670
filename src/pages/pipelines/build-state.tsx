import { type BuildStatus, STATUS_WORDS } from '~/domain/jenkins/build'
import { BUILD_MARKS, type PipelineState } from '~/domain/jenkins/pipeline'
import type { Commit } from '~/queries/jenkins/queries'
import { Mark } from '~/ui/words/mark'
import styles from './build-state.module.css'

const capital = (word: string): string => word.slice(0, 1).toUpperCase() + word.slice(1)

/** What became of a build or a pipeline's last one: its mark and its word. */
export function BuildState({ state, isBuilding = false }: { state: PipelineState; isBuilding?: boolean }) {
  const word = state === 'disabled' || state === 'never built' ? state : STATUS_WORDS[state]
  return (
    <span className={styles['state']}>
      <Mark state={BUILD_MARKS[state]} />
      {capital(word)}
      {isBuilding && state !== 'running' ? <span className={styles['quiet']}>· building now</span> : null}
    </span>
  )
}

/** The mark alone, with its word for who does not see it. */
export function BuildMark({ status }: { status: BuildStatus }) {
  return <Mark state={BUILD_MARKS[status]} label={capital(STATUS_WORDS[status])} />
}

/** The beginning of a commit's hash, as git shortens it; a link where Jenkins tells where it is shown. */
export function CommitHash({ commit: { id, url } }: { commit: Commit }) {
  const short = <code title={id}>{id.slice(0, 8)}</code>
  return url === null ? (
    short
  ) : (
    <a href={url} target="_blank" rel="noopener noreferrer">
      {short}
    </a>
  )
}
