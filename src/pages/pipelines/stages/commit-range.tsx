import { useQueries } from '@tanstack/react-query'
import type { Build } from '~/domain/jenkins/build'
import { formatCount } from '~/lib/format'
import { jenkinsQueries } from '~/queries/jenkins/queries'
import { Problem } from '~/ui/states/problem'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { useNow } from '~/ui/words/use-now'
import { When } from '~/ui/words/when'
import { CommitHash } from '../build-state'
import styles from './page.module.css'

interface CommitRangeProps {
  job: string
  /** That the change may have come with, newest first. */
  builds: readonly Build[]
}

/** More builds between two successful ones are not asked for: each costs the server one or two answers. */
const MOST_BUILDS = 20
/** More commits are counted. */
const MOST_COMMITS = 30

/** The commits that a change may have come with: those of all builds since the last one of the old level. */
export function CommitRange({ job, builds }: CommitRangeProps) {
  const asked = builds.slice(0, MOST_BUILDS)
  const answers = useQueries({ queries: asked.map(({ id }) => jenkinsQueries.changes(job, id)) })
  const now = useNow()
  const failed = answers.find(({ error }) => error !== null)
  if (failed) return <Problem error={failed.error} level={3} onRetry={() => void failed.refetch()} />
  if (answers.some(({ data }) => data === undefined))
    return (
      <Loading label="The commits are loading">
        <Skeleton height="40px" />
      </Loading>
    )
  const commits = answers.flatMap(({ data }, i) =>
    (data ?? []).map((commit) => ({ commit, build: asked[i]! })),
  )
  const authors = new Set(commits.map(({ commit }) => commit.author).filter((author) => author !== ''))
  const [newest, oldest] = [asked[0], asked.at(-1)]
  const range = newest === oldest ? newest?.name : `${oldest?.name} to ${newest?.name}`
  if (commits.length === 0)
    return (
      <p className={styles['quiet']}>
        Jenkins knows no commits in {range}: look at agents, caches and downloads.
      </p>
    )
  return (
    <div>
      <p className={styles['quiet']}>
        {formatCount(commits.length)} {commits.length === 1 ? 'commit' : 'commits'} in {range}
        {authors.size > 0 ? ` by ${[...authors].join(', ')}` : '; authors unknown'}
        {builds.length > asked.length
          ? `; ${formatCount(builds.length - asked.length)} older builds are left out`
          : ''}
      </p>
      <ul className={styles['commits']} aria-label="Commits since the build before">
        {commits.slice(0, MOST_COMMITS).map(({ commit, build }) => (
          <li key={`${build.id} ${commit.id}`}>
            <CommitHash commit={commit} /> {commit.message.split('\n')[0]}{' '}
            <span className={styles['quiet']}>
              {build.name}
              {commit.author === '' ? ', ' : `, ${commit.author}, `}
              <When at={commit.at} now={now} />
            </span>
          </li>
        ))}
        {commits.length > MOST_COMMITS ? <li>{formatCount(commits.length - MOST_COMMITS)} more</li> : null}
      </ul>
    </div>
  )
}
