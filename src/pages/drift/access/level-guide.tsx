import { mayDo } from '~/domain/drift-watch/permission'
import { Frame } from '~/ui/page/frame'
import styles from './access.module.css'

const LEVELS = ['Read', 'Edit', 'Manage'] as const

/** What each level lets one do, by the same table that decides it. */
export function LevelGuide() {
  return (
    <Frame title="What a level allows">
      <dl className={styles['levels']}>
        {LEVELS.map((level) => (
          <div key={level}>
            <dt>{level}</dt>
            <dd>{mayDo(level).join(', ')}</dd>
          </div>
        ))}
      </dl>
      <p className={styles['quiet']}>
        Of several levels the highest counts. Nobody sees less than what is public, and nobody’s level counts
        without the entitlement that the server asks of its users.
      </p>
    </Frame>
  )
}
