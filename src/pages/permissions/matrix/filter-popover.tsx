import ListFilter from 'lucide-react/icons/list-filter'
import { tagKeys } from '~/domain/mlflow/permissions/view'
import type { AccessTable } from '~/domain/mlflow/permissions/table'
import type { ChangeSettings } from '~/scaffold/use-url-settings'
import { Button } from '~/ui/controls/button'
import { Checkbox } from '~/ui/controls/checkbox'
import { TextField } from '~/ui/controls/field'
import { SelectField } from '~/ui/controls/select'
import { Popover } from '~/ui/overlays/popover'
import styles from './dialogs.module.css'
import { matrixCodec, type MatrixSettings, viewOf } from './settings'

interface FilterPopoverProps {
  table: AccessTable
  settings: MatrixSettings
  change: ChangeSettings<MatrixSettings>
}

/** What else narrows, sorts and groups the matrix. */
export function FilterPopover({ table, settings, change }: FilterPopoverProps) {
  const count = activeFilters(settings)
  return (
    <Popover
      label="Filter"
      button={count === 0 ? 'Filter' : `Filter (${count})`}
      icon={ListFilter}
      size={28}
      width={340}
      plain
    >
      {() => <FilterForm table={table} settings={settings} change={change} />}
    </Popover>
  )
}

/** How many settings of the popover differ from a bare page. */
function activeFilters(settings: MatrixSettings): number {
  const { empty } = matrixCodec
  const others = [
    'tag',
    'explicitOnly',
    'groupUsers',
    'groupResources',
    'sortUsers',
    'sortResources',
  ] as const
  return (
    others.filter((name) => settings[name] !== empty[name]).length + (settings.differ.length === 2 ? 1 : 0)
  )
}

function FilterForm({ table, settings, change }: FilterPopoverProps) {
  const { kind } = viewOf(settings)
  const tags = tagKeys(table, kind)
  const what = kind === 'experiment' ? 'experiments' : 'models'
  const names = [{ value: '', label: '–' }, ...table.users.map(({ name }) => ({ value: name, label: name }))]
  const [a = '', b = ''] = settings.differ
  const differ = (first: string, second: string) => change({ differ: [first, second].filter(Boolean) })
  return (
    <div className={styles['filters']}>
      <Checkbox checked={settings.explicitOnly} onChange={(explicitOnly) => change({ explicitOnly })}>
        Only users and {what} with rows
      </Checkbox>
      <TextField
        label={`Tag of ${what}`}
        value={settings.tag}
        onChange={(tag) => change({ tag })}
        placeholder="team, or team=thermal*"
      />
      <div className={styles['two']}>
        <SelectField
          label="Where these differ"
          value={a}
          options={names}
          onChange={(first) => differ(first, b)}
        />
        <SelectField label="and" value={b} options={names} onChange={(second) => differ(a, second)} />
      </div>
      <div className={styles['two']}>
        <SelectField
          label="Users by"
          value={settings.sortUsers}
          options={[
            { value: 'name', label: 'Name' },
            { value: 'rows', label: 'Most rows' },
          ]}
          onChange={(sortUsers) => change({ sortUsers })}
        />
        <SelectField
          label="grouped by"
          value={settings.groupUsers}
          options={[
            { value: 'standing', label: 'Access' },
            { value: 'domain', label: 'Email domain' },
            { value: 'none', label: 'Nothing' },
          ]}
          onChange={(groupUsers) => change({ groupUsers })}
        />
      </div>
      <div className={styles['two']}>
        <SelectField
          label={kind === 'experiment' ? 'Experiments by' : 'Models by'}
          value={settings.sortResources}
          options={[
            ...(kind === 'experiment' ? [{ value: 'id' as const, label: 'Id' }] : []),
            { value: 'name', label: 'Name' },
            { value: 'rows', label: 'Most rows' },
          ]}
          onChange={(sortResources) => change({ sortResources })}
        />
        <SelectField
          label="grouped by"
          value={settings.groupResources}
          options={[
            { value: 'none', label: 'Nothing' },
            { value: 'prefix', label: 'First word of the name' },
            ...tags.map((key) => ({ value: `tag:${key}`, label: `Tag ${key}` })),
          ]}
          onChange={(groupResources) => change({ groupResources })}
        />
      </div>
      <Button
        variant="quiet"
        size={28}
        onClick={() =>
          change({ ...matrixCodec.empty, of: settings.of, user: settings.user, resource: settings.resource })
        }
      >
        Clear these
      </Button>
    </div>
  )
}
