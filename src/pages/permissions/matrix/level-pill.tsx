import type { OwnLevel } from '~/domain/mlflow/permissions/table'
import { levelName } from '~/domain/mlflow/permissions/level'
import { classNames } from '~/ui/class-names'
import { LOOKS } from './cells'
import styles from './level-pill.module.css'

/** A level in the colour that it has in the matrix. */
export function LevelPill({ level }: { level: OwnLevel }) {
  const look = level === null || level === 'hidden' ? 'shut' : LOOKS[level]
  return (
    <span className={classNames(styles['pill'], styles[look])}>
      {level === 'hidden' ? 'not shown' : levelName(level)}
    </span>
  )
}
