import ChevronDown from 'lucide-react/icons/chevron-down'
import ChevronRight from 'lucide-react/icons/chevron-right'
import File from 'lucide-react/icons/file'
import Folder from 'lucide-react/icons/folder'
import { useQuery } from '@tanstack/react-query'
import { type ReactNode, useState } from 'react'
import type { Artifact } from '~/domain/mlflow/artifact'
import { formatBytes } from '~/lib/format'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { classNames } from '~/ui/class-names'
import { Icon } from '~/ui/words/icon'
import { Problem } from '~/ui/states/problem'
import { Skeleton } from '~/ui/states/skeleton'
import styles from './artifacts.module.css'

interface TreeProps {
  runId: string
  /** The file that is shown. */
  chosen: string | null
  onChoose: (path: string) => void
}

/** The files of a run, folder by folder: a folder is asked for when it is opened. */
export function ArtifactTree(props: TreeProps) {
  return (
    <nav aria-label="Files of this run" className={styles['tree']}>
      <ArtifactLevel
        {...props}
        path=""
        emptyState={<p className={styles['none']}>This run stored no files.</p>}
      />
    </nav>
  )
}

/** What a folder holds; folders in it open in place. */
export function ArtifactLevel({
  runId,
  path,
  chosen,
  onChoose,
  emptyState,
}: TreeProps & { path: string; emptyState: ReactNode }) {
  const { data, error, refetch } = useQuery(mlflowQueries.artifacts(runId, path))
  if (error) return <Problem error={error} onRetry={() => void refetch()} />
  if (!data) return <Skeleton height={path === '' ? '168px' : '20px'} />
  if (data.length === 0) return emptyState
  return (
    <ul className={styles['level']}>
      {data.map((artifact) => (
        <li key={artifact.path}>
          {artifact.isFolder ? (
            <FolderEntry runId={runId} folder={artifact} chosen={chosen} onChoose={onChoose} />
          ) : (
            <button
              ref={artifact.path === chosen ? intoView : null}
              type="button"
              className={classNames(styles['entry'], artifact.path === chosen && styles['chosen'])}
              aria-current={artifact.path === chosen}
              onClick={() => onChoose(artifact.path)}
            >
              <Icon of={File} />
              <span className={styles['name']}>{nameOf(artifact)}</span>
              <span className={styles['size']}>{formatBytes(artifact.bytes)}</span>
            </button>
          )}
        </li>
      ))}
    </ul>
  )
}

function FolderEntry({ runId, folder, chosen, onChoose }: TreeProps & { folder: Artifact }) {
  // A link may lead to the folder itself.
  const holdsChosen = chosen === folder.path || chosen?.startsWith(`${folder.path}/`) === true
  const [isOpen, setOpen] = useState(holdsChosen)
  return (
    <>
      <button
        type="button"
        className={classNames(styles['entry'], folder.path === chosen && styles['chosen'])}
        aria-expanded={isOpen}
        onClick={() => setOpen(!isOpen)}
      >
        <Icon of={isOpen ? ChevronDown : ChevronRight} />
        <Icon of={Folder} />
        <span className={styles['name']}>{nameOf(folder)}</span>
      </button>
      {isOpen ? (
        <ArtifactLevel
          runId={runId}
          path={folder.path}
          chosen={chosen}
          onChoose={onChoose}
          emptyState={<p className={styles['none']}>This folder is empty.</p>}
        />
      ) : null}
    </>
  )
}

/** The file that a link opens may stand far down in the tree. The page itself stays where it is. */
function intoView(entry: HTMLElement | null): void {
  const tree = entry?.closest('nav')
  if (!entry || !tree) return
  const [{ top, bottom }, seen] = [entry.getBoundingClientRect(), tree.getBoundingClientRect()]
  if (top < seen.top || bottom > seen.bottom) tree.scrollTop += top - seen.top - seen.height / 2
}

const nameOf = ({ path }: Artifact): string => path.split('/').at(-1) ?? path
