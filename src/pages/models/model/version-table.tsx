import AtSign from 'lucide-react/icons/at-sign'
import FolderOpen from 'lucide-react/icons/folder-open'
import TagsIcon from 'lucide-react/icons/tags'
import type { UseQueryResult } from '@tanstack/react-query'
import { aliasesOf, type ModelVersion, type RegisteredModel } from '~/domain/mlflow/model'
import type { Run } from '~/domain/mlflow/run'
import { explain } from '~/lib/explain'
import { linkTo } from '~/lib/paths'
import { CopyText } from '~/ui/controls/copy-text'
import { Icon } from '~/ui/words/icon'
import { IconButton } from '~/ui/controls/icon-button'
import { ListTable, RowDescription } from '~/ui/lists/list-table'
import { Skeleton } from '~/ui/states/skeleton'
import { Tag } from '~/ui/words/tag'
import { Tooltip } from '~/ui/overlays/tooltip'
import { useNow } from '~/ui/words/use-now'
import { When } from '~/ui/words/when'
import { DatasetNames } from './dataset-names'
import styles from './page.module.css'

type RunAnswer = Pick<UseQueryResult<Run>, 'data' | 'error'>

interface VersionTableProps {
  model: RegisteredModel
  /** The newest first. */
  versions: readonly ModelVersion[]
  /** The runs that they came from, by id, as far as they were asked for. */
  runs: ReadonlyMap<string, RunAnswer>
  /** Why they may not be changed. */
  noUpdate: string | null
  onAliases: (version: string) => void
  onTags: (version: string) => void
}

/** One row a version: what it is called, how it fares, and where it came from. */
export function VersionTable({ model, versions, runs, noUpdate, onAliases, onTags }: VersionTableProps) {
  const now = useNow()
  return (
    <ListTable label="Versions" top>
      <thead>
        <tr>
          <th scope="col">Version</th>
          <th scope="col">Aliases</th>
          <th scope="col">Status</th>
          <th scope="col">From run</th>
          <th scope="col">Data sets of that run</th>
          <th scope="col" data-align="end">
            Created
          </th>
        </tr>
      </thead>
      <tbody>
        {versions.map((version) => (
          <tr key={version.version}>
            <th scope="row">
              <b>{version.version}</b>
              <RowDescription text={version.description} />
              <span className={styles['tags']}>
                <Texts texts={version.tags.map(({ key, value }) => `${key}=${value}`)} />
                <IconButton
                  icon={TagsIcon}
                  size={24}
                  label={`Tags of version ${version.version}`}
                  disabledReason={noUpdate}
                  onClick={() => onTags(version.version)}
                />
              </span>
            </th>
            <td>
              <span className={styles['tags']}>
                <Texts texts={aliasesOf(model, version.version).map((alias) => `@${alias}`)} />
                <IconButton
                  icon={AtSign}
                  size={24}
                  label={`Aliases of version ${version.version}`}
                  disabledReason={noUpdate}
                  onClick={() => onAliases(version.version)}
                />
              </span>
            </td>
            <td>
              <Status version={version} />
            </td>
            <Origin runId={version.runId} answer={runs.get(version.runId ?? '')} />
            <td data-align="end">
              <When at={version.createdAt} now={now} />
            </td>
          </tr>
        ))}
      </tbody>
    </ListTable>
  )
}

function Status({ version: { status, statusMessage, stage } }: { version: ModelVersion }) {
  const word = status.toLowerCase().replaceAll('_', ' ')
  return (
    <span className={styles['tags']}>
      {statusMessage === '' ? (
        <span>{word === '' ? 'not reported' : word}</span>
      ) : (
        <Tooltip text={statusMessage}>
          <button type="button" className={styles['plain']}>
            {word}
          </button>
        </Tooltip>
      )}
      {stage === '' || stage === 'None' ? null : <Tag>{stage}</Tag>}
    </span>
  )
}

/** The run that a version came from, its files, and the data that it was given. */
function Origin({ runId, answer }: { runId: string | null; answer: RunAnswer | undefined }) {
  if (runId === null)
    return (
      <td colSpan={2} className={styles['quiet']}>
        The server reports no run.
      </td>
    )
  if (answer?.error)
    return (
      <td colSpan={2} className={styles['quiet']}>
        <CopyText text={runId} what="run id" /> {explain(answer.error).title}.
      </td>
    )
  const run = answer?.data
  if (!run)
    return (
      <td colSpan={2}>
        <Skeleton width="160px" />
      </td>
    )
  const where = { experiment: run.experimentId, run: run.id }
  return (
    <>
      <td>
        <span className={styles['origin']}>
          <a href={linkTo('experiments.run', where)} className={styles['link']}>
            {run.name === '' ? 'Run without a name' : run.name}
          </a>
          <a
            href={linkTo('experiments.run', where, { view: 'files' })}
            className={styles['files']}
            aria-label={`Files of ${run.name}`}
          >
            <Icon of={FolderOpen} size={14} /> Files
          </a>
        </span>
      </td>
      <td>
        <DatasetNames datasets={run.datasets} />
      </td>
    </>
  )
}

function Texts({ texts }: { texts: readonly string[] }) {
  if (texts.length === 0) return null
  return (
    <span className={styles['tags']}>
      {texts.map((text) => (
        <Tag key={text}>{text}</Tag>
      ))}
    </span>
  )
}
