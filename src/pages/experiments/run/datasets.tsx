import { useQuery } from '@tanstack/react-query'
import { rowsOfProfile } from '~/domain/mlflow/dataset-facts'
import { type DatasetSource, sourceOfDataset } from '~/domain/mlflow/dataset-source'
import type { DatasetInput, Run } from '~/domain/mlflow/run'
import { counted } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { fileNamed } from '~/queries/mlflow/file-named'
import { CopyText } from '~/ui/controls/copy-text'
import { LinkButton } from '~/ui/controls/link-button'
import { Frame } from '~/ui/page/frame'
import { Tag } from '~/ui/words/tag'
import styles from './page.module.css'

/** The data sets that a run was given, and the way from each into the Lab. */
export function Datasets({ run }: { run: Run }) {
  if (run.datasets.length === 0) return null
  return (
    <Frame title="Data sets" flush>
      <ul className={styles['datasets']}>
        {run.datasets.map((dataset) => (
          <li key={`${dataset.name} ${dataset.digest} ${dataset.context ?? ''}`}>
            <Dataset run={run} dataset={dataset} />
          </li>
        ))}
      </ul>
    </Frame>
  )
}

function Dataset({ run, dataset }: { run: Run; dataset: DatasetInput }) {
  const { name, digest, context, profile } = dataset
  const rows = rowsOfProfile(profile)
  const source = sourceOfDataset(dataset)
  return (
    <>
      <b>{name}</b> {context === null ? null : <Tag>{context}</Tag>}
      <div className={styles['quiet']}>
        digest <CopyText text={digest} what="digest" />
        {rows === null ? null : ` · ${counted(rows, 'row')}`}
      </div>
      {source.kind === 'run-file' ? (
        <OpenFile
          run={run}
          runId={source.runId}
          path={source.path}
          why={`Its rows are ${source.path} of ${source.runId === run.id ? 'this run' : 'another run'}.`}
        />
      ) : source.kind === 'file' ? (
        <PerhapsStored run={run} source={source} />
      ) : (
        <NotHere source={source} />
      )}
    </>
  )
}

/** MLflow keeps where a file was; the run may have stored one of that name. */
function PerhapsStored({ run, source }: { run: Run; source: DatasetSource & { kind: 'file' } }) {
  const { data: path, isPending } = useQuery(fileNamed(run.id, source.name))
  if (isPending) return null
  // A list of files that cannot be had is told where the files are.
  if (path === null || path === undefined) return <NotHere source={source} />
  return (
    <OpenFile
      run={run}
      runId={run.id}
      path={path}
      why={`This run stored a file of the same name, ${path}.`}
    />
  )
}

interface OpenFileProps {
  run: Run
  runId: string
  path: string
  /** Why it is thought to hold the rows: a sentence. */
  why: string
}

function OpenFile({ run, runId, path, why }: OpenFileProps) {
  const target = { experiment: run.experimentId, run: runId }
  return (
    <p className={styles['source']}>
      <LinkButton size={28} href={linkTo('experiments.run', target, { view: 'files', file: path })}>
        Open {path.split('/').at(-1)}
      </LinkButton>
      <span className={styles['quiet']}>{why} Use it there as reference or test in the Lab.</span>
    </p>
  )
}

/** Why the Lab cannot open it, and what to do. */
function NotHere({ source }: { source: Exclude<DatasetSource, { kind: 'run-file' }> }) {
  if (source.kind === 'web')
    return (
      <p className={styles['quiet']}>
        MLflow keeps its counts and columns, not its rows. They came from{' '}
        <a href={source.url} rel="noreferrer" target="_blank">
          {source.url}
        </a>
        : download them, and drop the file into the Lab.
      </p>
    )
  const name = source.kind === 'file' ? source.name : 'table.csv'
  return (
    <p className={styles['quiet']}>
      MLflow keeps its counts and columns, not its rows
      {source.where === null ? (
        ''
      ) : (
        <>
          {' '}
          (they were at <code>{source.where}</code>)
        </>
      )}
      . To compare them in the Lab, let the run store them too: <code>mlflow.log_artifact("{name}")</code>
    </p>
  )
}
