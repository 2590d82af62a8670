import { useQuery } from '@tanstack/react-query'
import { modelsOfRun, type RunModel } from '~/domain/mlflow/model-history'
import type { Run } from '~/domain/mlflow/run'
import { linkTo } from '~/lib/paths'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { CopyText } from '~/ui/controls/copy-text'
import { Frame } from '~/ui/page/frame'
import { Tag } from '~/ui/words/tag'
import styles from './page.module.css'

/** What a run logged as a model, and what of it is registered. */
export function Models({ run }: { run: Run }) {
  const logged = modelsOfRun(run)
  const { data } = useQuery(mlflowQueries.versionsOfRun(run.id))
  const versions = data?.rows ?? []
  if (logged.length === 0 && versions.length === 0) return null
  return (
    <Frame title="Models" flush>
      <ul className={styles['datasets']}>
        {logged.map((model) => (
          <li key={model.path}>
            <Logged run={run} model={model} />{' '}
            {model.flavors.map((flavor) => (
              <Tag key={flavor}>{flavor}</Tag>
            ))}
            <div className={styles['quiet']}>logged by this run</div>
          </li>
        ))}
        {versions.map(({ name, version, status }) => (
          <li key={`${name} ${version}`}>
            <a href={linkTo('models.model', { model: name })}>{name}</a> version {version}
            {status === 'READY' ? null : ` (${status.toLowerCase().replaceAll('_', ' ')})`}
            <div className={styles['quiet']}>registered</div>
          </li>
        ))}
      </ul>
    </Frame>
  )
}

/** From 3.0 on a model has an id, and its files are not among the run's. */
function Logged({ run, model: { path } }: { run: Run; model: RunModel }) {
  const id = /\/models\/(m-[0-9a-f]+)/.exec(path)?.[1]
  if (id !== undefined) return <CopyText text={id} what="model id" />
  const target = { experiment: run.experimentId, run: run.id }
  return (
    <a href={linkTo('experiments.run', target, { view: 'files', file: `${path}/MLmodel` })}>
      <b>{path}</b>
    </a>
  )
}
