import { useQuery } from '@tanstack/react-query'
import type { Build, BuildRef } from '~/domain/jenkins/build'
import { readableNames } from '~/domain/jenkins/pipeline'
import { formatBytes, formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { jenkinsQueries, whileLive } from '~/queries/jenkins/queries'
import { Frame } from '~/ui/page/frame'
import { Problem } from '~/ui/states/problem'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { useNow } from '~/ui/words/use-now'
import { When } from '~/ui/words/when'
import { BuildMark, CommitHash } from '../build-state'
import styles from './page.module.css'

interface BesideProps {
  job: string
  build: Build
}

/** While it runs: each costs the server more than the build. */
const SELDOM_MS = 30_000

/** The commits that went into a build. */
export function Changes({ job, build }: BesideProps) {
  const { data, error, refetch, isFetching } = useQuery({
    ...jenkinsQueries.changes(job, build.id),
    ...whileLive(build, SELDOM_MS),
  })
  const now = useNow()
  return (
    <Frame
      title={
        data === undefined
          ? 'Commits'
          : `${formatCount(data.length)} ${data.length === 1 ? 'commit' : 'commits'}`
      }
    >
      {error ? (
        <Problem error={error} level={3} onRetry={() => void refetch()} retrying={isFetching} />
      ) : data === undefined ? (
        <Loading label="The commits are loading">
          <Skeleton height="64px" />
        </Loading>
      ) : data.length === 0 ? (
        <p className={styles['quiet']}>No commits since the build before, or Jenkins did not record them.</p>
      ) : (
        <ul className={styles['list']}>
          {data.map((commit) => (
            <li key={commit.id}>
              <CommitHash commit={commit} /> {commit.message.split('\n')[0]}{' '}
              <span className={styles['quiet']}>
                {commit.author === '' ? null : `${commit.author}, `}
                <When at={commit.at} now={now} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  )
}

/** Which builds of other pipelines it started, and which one started it. */
export function Related({ job, build }: BesideProps) {
  const { data, error, refetch, isFetching } = useQuery({
    ...jenkinsQueries.downstream(job, build.id),
    ...whileLive(build, SELDOM_MS),
  })
  return (
    <Frame title="Downstream builds">
      {build.startedBy ? (
        <p>
          Started by <BuildLink to={build.startedBy} />
        </p>
      ) : null}
      {error ? (
        <Problem error={error} level={3} onRetry={() => void refetch()} retrying={isFetching} />
      ) : data === undefined ? (
        <Loading label="The downstream builds are loading">
          <Skeleton height="32px" />
        </Loading>
      ) : data === null || data.length === 0 ? (
        <p className={styles['quiet']}>
          {data === null
            ? 'This server reports no steps, so builds they started are unknown.'
            : 'This build started no others.'}
        </p>
      ) : (
        <ul className={styles['list']} aria-label="Builds that this one started">
          {data.map(({ stage, build: one }) => (
            <li key={`${one.job} ${one.id}`} className={styles['related']}>
              {one.status === null ? null : <BuildMark status={one.status} />}
              <BuildLink to={one} />
              <span className={styles['quiet']}>from {stage}</span>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  )
}

const BuildLink = ({ to: { job, id } }: { to: BuildRef }) => (
  <a href={linkTo('pipelines.build', { job, build: id })}>
    {readableNames(job).join(' / ')} #{id}
  </a>
)

/** The files that a build left behind. */
export function Artifacts({ job, build }: BesideProps) {
  const { data, error, refetch, isFetching } = useQuery({
    ...jenkinsQueries.artifacts(job, build.id),
    ...whileLive(build, SELDOM_MS),
  })
  return (
    <Frame title="Artifacts">
      {error ? (
        <Problem error={error} level={3} onRetry={() => void refetch()} retrying={isFetching} />
      ) : data === undefined ? (
        <Loading label="The artifacts are loading">
          <Skeleton height="32px" />
        </Loading>
      ) : data.length === 0 ? (
        <p className={styles['quiet']}>No artifacts.</p>
      ) : (
        <ul className={styles['list']}>
          {data.map(({ path, bytes }) => (
            <li key={path}>
              {path} <span className={styles['quiet']}>{formatBytes(bytes)}</span>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  )
}
