import { useQuery } from '@tanstack/react-query'
import { formatCount } from '~/lib/format'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { CopyText } from '~/ui/controls/copy-text'
import { Problem } from '~/ui/states/problem'
import { Skeleton } from '~/ui/states/skeleton'
import { ArtifactLevel } from './artifact-tree'
import { PATH_ENDS } from './path-ends'
import styles from './artifacts.module.css'

interface FolderProps {
  runId: string
  path: string
  onChoose: (path: string) => void
}

/** A folder that a link leads to: what is in it. */
export function FolderView({ runId, path, onChoose }: FolderProps) {
  const { data, error, refetch } = useQuery(mlflowQueries.artifacts(runId, path))
  return (
    <section className={styles['view']} aria-label={path}>
      <header className={styles['head']}>
        <CopyText text={path} keep={PATH_ENDS} what="path" />
        <span className={styles['note']}>
          {data ? `folder, ${formatCount(data.length)} ${data.length === 1 ? 'entry' : 'entries'}` : 'folder'}
        </span>
      </header>
      {error ? (
        <Problem error={error} onRetry={() => void refetch()} />
      ) : data ? (
        <ArtifactLevel
          runId={runId}
          path={path}
          chosen={null}
          onChoose={onChoose}
          emptyState={<p className={styles['none']}>This folder is empty.</p>}
        />
      ) : (
        <Skeleton height="120px" />
      )}
    </section>
  )
}
