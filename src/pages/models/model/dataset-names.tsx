import type { DatasetInput } from '~/domain/mlflow/run'
import { Tag } from '~/ui/words/tag'
import styles from './page.module.css'

/** The data sets that a run was given, each with what for. */
export function DatasetNames({ datasets }: { datasets: readonly DatasetInput[] }) {
  if (datasets.length === 0) return <span className={styles['quiet']}>none logged</span>
  return (
    <ul className={styles['datasets']}>
      {datasets.map(({ name, digest, context }) => (
        <li key={`${name} ${digest} ${context ?? ''}`}>
          {name} {context === null ? null : <Tag>{context}</Tag>}
        </li>
      ))}
    </ul>
  )
}
