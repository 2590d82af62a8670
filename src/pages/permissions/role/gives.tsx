import X from 'lucide-react/icons/x'
import { useState } from 'react'
import type { Abilities } from '~/domain/mlflow/abilities'
import { grantableLevels } from '~/domain/mlflow/permissions/level'
import { formatCount } from '~/lib/format'
import type { Role, RolePermission } from '~/queries/mlflow/people'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { addRolePermission, removeRolePermission, updateRolePermission } from '~/queries/mlflow/role-actions'
import { useAction } from '~/scaffold/use-action'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { IconButton } from '~/ui/controls/icon-button'
import { SelectField } from '~/ui/controls/select'
import { ListTable } from '~/ui/lists/list-table'
import { ValueMenu } from '~/ui/overlays/value-menu'
import { Frame } from '~/ui/page/frame'
import { EmptyState } from '~/ui/states/empty-state'
import { Problem } from '~/ui/states/problem'
import { levelWords, thingWords } from './words'
import styles from './page.module.css'

const TYPES = [
  { value: 'experiment', label: 'Experiments' },
  { value: 'registered_model', label: 'Models' },
  { value: 'workspace', label: 'The whole server' },
] as const
type Type = (typeof TYPES)[number]['value']

/** Levels that the server takes on a kind of thing. */
function levelsOf(type: string, abilities: Abilities): readonly string[] {
  return type === 'workspace' ? ['USE', 'MANAGE'] : grantableLevels(abilities)
}

/** What a role gives to each of its members. */
export function Gives({ role }: { role: Role }) {
  const { abilities } = usePrefetched(mlflowQueries.server()).data
  const [type, setType] = useState<Type>('experiment')
  const [pattern, setPattern] = useState('*')
  const [level, setLevel] = useState('READ')
  const add = useAction(
    (_: void, client) => addRolePermission(client, role.id, { type, pattern: pattern.trim(), level }),
    { failure: 'here', onDone: () => setPattern('*') },
  )
  const change = useAction(
    (wanted: { id: number; level: string }, client) => updateRolePermission(client, wanted.id, wanted.level),
    { failure: 'here' },
  )
  const remove = useAction((id: number, client) => removeRolePermission(client, id), { failure: 'here' })
  const failure = add.failure ?? change.failure ?? remove.failure
  const levels = levelsOf(type, abilities)
  return (
    <Frame
      title="Gives"
      subtitle={`${formatCount(role.permissions.length)} ${role.permissions.length === 1 ? 'permission' : 'permissions'}: the highest applies${abilities.hasDeny ? ', and Deny overrides all' : ''}`}
      flush
    >
      {role.permissions.length === 0 ? (
        <EmptyState picture={null} level={3} title="No permissions yet" text="Add a permission below." />
      ) : (
        <ListTable label="What the role gives">
          <thead>
            <tr>
              <th scope="col">On</th>
              <th scope="col">Level</th>
              <th scope="col" data-align="end">
                Remove
              </th>
            </tr>
          </thead>
          <tbody>
            {role.permissions.map((row) => (
              <tr key={row.id}>
                <th scope="row">{thingWords(row)}</th>
                <td>
                  <LevelMenu
                    row={row}
                    levels={levelsOf(row.type, abilities)}
                    onChange={(wanted) => change.run({ id: row.id, level: wanted })}
                  />
                </td>
                <td data-align="end">
                  <IconButton
                    size={28}
                    icon={X}
                    label={`Remove ${levelWords(row.level)} on ${thingWords(row)}`}
                    disabled={remove.busy}
                    onClick={() => remove.run(row.id)}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </ListTable>
      )}
      <form
        className={styles['add']}
        onSubmit={(event) => {
          event.preventDefault()
          if (pattern.trim() !== '') add.run()
        }}
      >
        <SelectField
          label="On"
          value={type}
          options={TYPES}
          onChange={(value) => {
            setType(value)
            setPattern('*')
            if (!levelsOf(value, abilities).includes(level)) setLevel(value === 'workspace' ? 'USE' : 'READ')
          }}
        />
        {type === 'workspace' ? null : (
          <TextField
            label={type === 'experiment' ? 'Id, or * for all' : 'Name, or * for all'}
            value={pattern}
            onChange={setPattern}
          />
        )}
        <SelectField
          label="Level"
          value={level}
          options={levels.map((value) => ({ value, label: levelWords(value) }))}
          onChange={setLevel}
        />
        <Button
          type="submit"
          busy={add.busy}
          disabledReason={pattern.trim() === '' ? 'Type an id, or * for all.' : null}
        >
          {add.busy ? 'Adding' : 'Add'}
        </Button>
      </form>
      {failure === null ? null : (
        <div className={styles['fault']}>
          <Problem error={failure} level={3} />
        </div>
      )}
    </Frame>
  )
}

interface LevelMenuProps {
  row: RolePermission
  levels: readonly string[]
  onChange: (level: string) => void
}

/** The level of a row, changed at once; one that is not known here stays as it is until another is chosen. */
function LevelMenu({ row, levels, onChange }: LevelMenuProps) {
  const all = levels.includes(row.level) ? levels : [row.level, ...levels]
  return (
    <ValueMenu
      label={`Level on ${thingWords(row)}`}
      word=""
      value={levelWords(row.level)}
      selected={row.level}
      items={all.map((level) => ({
        id: level,
        title: levelWords(level),
        run: () => {
          if (level !== row.level) onChange(level)
        },
      }))}
    />
  )
}
