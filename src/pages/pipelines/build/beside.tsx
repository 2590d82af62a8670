import { useQuery } from '@tanstack/react-query'
import { formatBytes, formatCount } from '~/lib/format'
import { jenkinsQueries } from '~/queries/jenkins/queries'
import { Frame } from '~/ui/page/frame'
import { Problem } from '~/ui/states/problem'
import { Loading, Skeleton } from '~/ui/states/skeleton'
import { useNow } from '~/ui/words/use-now'
import { When } from '~/ui/words/when'
import styles from './page.module.css'

interface BesideProps {
  job: string
  build: string
}

/** The commits that went into a build. */
export function Changes({ job, build }: BesideProps) {
  const { data, error, refetch, isFetching } = useQuery(jenkinsQueries.changes(job, build))
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
        <p className={styles['quiet']}>
          Nothing changed since the build before, or Jenkins does not know it.
        </p>
      ) : (
        <ul className={styles['list']}>
          {data.map(({ id, message, author, at }) => (
            <li key={id}>
              <code>{id.slice(-8)}</code> {message.split('\n')[0]}{' '}
              <span className={styles['quiet']}>
                {author === '' ? null : `${author}, `}
                <When at={at} now={now} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </Frame>
  )
}

/** The files that a build left behind. */
export function Artifacts({ job, build }: BesideProps) {
  const { data, error, refetch, isFetching } = useQuery(jenkinsQueries.artifacts(job, build))
  return (
    <Frame title="Artifacts">
      {error ? (
        <Problem error={error} level={3} onRetry={() => void refetch()} retrying={isFetching} />
      ) : data === undefined ? (
        <Loading label="The artifacts are loading">
          <Skeleton height="32px" />
        </Loading>
      ) : data.length === 0 ? (
        <p className={styles['quiet']}>It left no files.</p>
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
