import X from 'lucide-react/icons/x'
import { useId, useState } from 'react'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import type { Role } from '~/queries/mlflow/people'
import { addMember, removeMember } from '~/queries/mlflow/role-actions'
import { useAction } from '~/scaffold/use-action'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { IconButton } from '~/ui/controls/icon-button'
import { ListTable } from '~/ui/lists/list-table'
import { Frame } from '~/ui/page/frame'
import { EmptyState } from '~/ui/states/empty-state'
import { Problem } from '~/ui/states/problem'
import { usePeople } from '../use-people'
import styles from './page.module.css'

/** Who has a role. @param members their numbers */
export function Members({ role, members }: { role: Role; members: readonly number[] }) {
  const { people } = usePeople()
  const [name, setName] = useState('')
  const list = useId()
  const add = useAction((wanted: string, client) => addMember(client, role.id, wanted), {
    failure: 'here',
    onDone: () => setName(''),
  })
  const remove = useAction((wanted: string, client) => removeMember(client, role.id, wanted), {
    failure: 'here',
  })
  const has = new Set(members)
  const shown = people.filter(({ id }) => id !== null && has.has(id))
  const others = people.filter(({ id }) => id === null || !has.has(id))
  const typed = name.trim()
  const fault =
    typed === ''
      ? 'Type a name first.'
      : shown.some((one) => one.name === typed)
        ? 'They have it already.'
        : people.some((one) => one.name === typed)
          ? null
          : 'No account has this name.'
  const failure = add.failure ?? remove.failure
  return (
    <Frame
      title="Members"
      subtitle={`${formatCount(members.length)} ${members.length === 1 ? 'person has' : 'people have'} it`}
      flush
    >
      {shown.length === 0 ? (
        <EmptyState picture={null} level={3} title="Nobody has it yet" text="Add somebody by name." />
      ) : (
        <ListTable label="Members">
          <thead>
            <tr>
              <th scope="col">Name</th>
              <th scope="col" data-align="end">
                Remove
              </th>
            </tr>
          </thead>
          <tbody>
            {shown.map((person) => (
              <tr key={person.name}>
                <th scope="row">
                  <a className={styles['link']} href={linkTo('permissions.person', { name: person.name })}>
                    {person.name}
                  </a>
                </th>
                <td data-align="end">
                  <IconButton
                    size={28}
                    icon={X}
                    label={`Remove ${person.name}`}
                    disabled={remove.busy}
                    onClick={() => remove.run(person.name)}
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
          if (fault === null) add.run(typed)
        }}
      >
        <TextField label="Name" list={list} value={name} onChange={setName} />
        <datalist id={list}>
          {others.map((one) => (
            <option key={one.name} value={one.name} />
          ))}
        </datalist>
        <Button type="submit" busy={add.busy} disabledReason={fault}>
          {add.busy ? 'Adding' : 'Add member'}
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
