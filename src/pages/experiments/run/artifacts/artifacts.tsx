import { useQuery } from '@tanstack/react-query'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { EmptyState } from '~/ui/states/empty-state'
import { ArtifactTree } from './artifact-tree'
import { ArtifactView } from './artifact-view'
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
  const { data } = useQuery({ ...mlflowQueries.artifacts(runId, folder), enabled: chosen !== null })
  const bytes = data?.find(({ path }) => path === chosen)?.bytes ?? null
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
      ) : (
        <ArtifactView key={chosen} runId={runId} path={chosen} bytes={bytes} />
      )}
    </div>
  )
}
