import { useQuery } from '@tanstack/react-query'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { EmptyState } from '~/ui/states/empty-state'
import { Skeleton } from '~/ui/states/skeleton'
import { ArtifactTree } from './artifact-tree'
import { ArtifactView } from './artifact-view'
import { FolderView } from './folder-view'
import styles from './artifacts.module.css'

interface ArtifactsProps {
  runId: string
  /** In the address: a link shows the same file. */
  chosen: string | null
  onChoose: (path: string) => void
}

/** What a run stored: its folders at the left, the chosen file at the right. */
export function Artifacts({ runId, chosen, onChoose }: ArtifactsProps) {
  const folder = chosen?.split('/').slice(0, -1).join('/') ?? ''
  const { data, isPending } = useQuery({
    ...mlflowQueries.artifacts(runId, folder),
    enabled: chosen !== null,
  })
  const entry = data?.find(({ path }) => path === chosen)
  return (
    <div className={styles['artifacts']}>
      <ArtifactTree runId={runId} chosen={chosen} onChoose={onChoose} />
      {chosen === null ? (
        <EmptyState
          title="Choose a file"
          text="Pictures, text, code, JSON, tables, Markdown and web pages are shown here."
          picture={null}
          level={3}
        />
      ) : isPending ? (
        // What it is, and how large, is in the list: a folder is no file, and two gigabytes are not fetched.
        <Skeleton height="320px" />
      ) : entry?.isFolder === true ? (
        <FolderView key={chosen} runId={runId} path={chosen} onChoose={onChoose} />
      ) : (
        <ArtifactView key={chosen} runId={runId} path={chosen} bytes={entry?.bytes ?? null} />
      )}
    </div>
  )
}
