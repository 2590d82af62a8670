import { type MlflowLevel, RIGHTS } from '~/domain/mlflow/permissions/level'
import { TextInput } from '~/ui/controls/field'
import { Segmented } from '~/ui/controls/segmented'
import { FilterPopover } from './filter-popover'
import { LevelPill } from './level-pill'
import type { AccessTable } from '~/domain/mlflow/permissions/table'
import type { ChangeSettings } from '~/scaffold/use-url-settings'
import type { MatrixSettings } from './settings'
import styles from './page.module.css'

interface BarProps {
  table: AccessTable
  levels: readonly MlflowLevel[]
  settings: MatrixSettings
  change: ChangeSettings<MatrixSettings>
}

/** Which cells are shown, and what their colours mean. */
export function MatrixBar({ table, levels, settings, change }: BarProps) {
  const one = settings.of === 'experiments' ? 'Experiment' : 'Model'
  return (
    <div className={styles['bar']} data-unprinted="">
      <Segmented
        label="Permissions on"
        value={settings.of}
        options={[
          { value: 'experiments', label: 'Experiments' },
          { value: 'models', label: 'Models' },
        ]}
        onChange={(of) => change({ of })}
      />
      <div className={styles['search']}>
        <TextInput
          kind="search"
          size={28}
          aria-label="User"
          placeholder="User"
          value={settings.user}
          onChange={(user) => change({ user })}
        />
      </div>
      <div className={styles['search']}>
        <TextInput
          kind="search"
          size={28}
          aria-label={one}
          placeholder={one}
          value={settings.resource}
          onChange={(resource) => change({ resource })}
        />
      </div>
      <FilterPopover table={table} settings={settings} change={change} />
      <span className={styles['legend']}>
        {levels
          .filter((level) => RIGHTS[level].read)
          .map((level) => (
            <LevelPill key={level} level={level} />
          ))}
        <span className={styles['draft']}>draft</span>
      </span>
    </div>
  )
}
