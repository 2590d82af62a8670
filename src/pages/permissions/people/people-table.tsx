import Ellipsis from 'lucide-react/icons/ellipsis'
import { formatCount } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import type { Person } from '~/queries/mlflow/people'
import { ListTable } from '~/ui/lists/list-table'
import { Menu, type MenuItem } from '~/ui/overlays/menu'
import { Tag } from '~/ui/words/tag'
import { unseen } from '~/ui/words/unseen'
import styles from './page.module.css'

interface PeopleTableProps {
  people: readonly Person[]
  me: Person | null
  /** Whether the server has roles. */
  hasRoles: boolean
  unread: ReadonlyMap<string, 'reading' | 'failed'>
  /** Why somebody cannot stop being an admin. */
  adminFault: (person: Person) => string | null
  onAdmin: (person: Person, isAdmin: boolean) => void
  onReset: (person: Person) => void
  onDelete: (person: Person) => void
}

/** One row a person: what they may do in numbers, and what an admin may do with the account. */
export function PeopleTable(props: PeopleTableProps) {
  const { people, me, unread, hasRoles } = props
  return (
    <ListTable label="People">
      <thead>
        <tr>
          <th scope="col">Name</th>
          <th scope="col">Account type</th>
          <th scope="col" data-align="end">
            Experiments
          </th>
          <th scope="col" data-align="end">
            Models
          </th>
          {hasRoles ? <th scope="col">By roles</th> : null}
          <th scope="col" data-align="end">
            <span className={unseen}>Actions</span>
          </th>
        </tr>
      </thead>
      <tbody>
        {people.map((person) => (
          <tr key={person.name}>
            <th scope="row" className={styles['name']}>
              <a href={linkTo('permissions.person', { name: person.name })} className={styles['link']}>
                {person.name}
              </a>
              {person.name === me?.name ? <Tag>You</Tag> : null}
            </th>
            <td>
              {person.isAdmin === true ? (
                'Admin'
              ) : person.isAdmin === false ? (
                'User'
              ) : (
                <Unknown why={whyNot(unread.get(person.name))} />
              )}
            </td>
            <Count person={person} kind="e:" why={whyNot(unread.get(person.name))} />
            <Count person={person} kind="m:" why={whyNot(unread.get(person.name))} />
            {hasRoles ? (
              <td>
                {person.roleGrants === null ? (
                  <Unknown why="not shown" />
                ) : (
                  [...new Set(person.roleGrants.map(({ role }) => role))].map((role) => (
                    <Tag key={role}>{role}</Tag>
                  ))
                )}
              </td>
            ) : null}
            <td data-align="end">
              <Menu
                label={`Account of ${person.name}`}
                icon={Ellipsis}
                variant="quiet"
                size={28}
                items={itemsOf(person, props)}
              />
            </td>
          </tr>
        ))}
      </tbody>
    </ListTable>
  )
}

function whyNot(state: 'reading' | 'failed' | undefined): string {
  return state === 'reading' ? 'loading' : state === 'failed' ? 'not loaded' : 'not shown'
}

function Unknown({ why }: { why: string }) {
  return <span className={styles['quiet']}>– {why}</span>
}

/** How many rows of a kind; what is hidden is no zero. */
function Count({ person, kind, why }: { person: Person; kind: 'e:' | 'm:'; why: string }) {
  if (person.rows === null)
    return (
      <td data-align="end">
        <Unknown why={why} />
      </td>
    )
  const count = [...person.rows.keys()].filter((key) => key.startsWith(kind)).length
  return <td data-align="end">{formatCount(count)}</td>
}

function itemsOf(
  person: Person,
  { me, adminFault, onAdmin, onReset, onDelete }: PeopleTableProps,
): MenuItem[] {
  const isYou = person.name === me?.name
  return [
    person.isAdmin === true
      ? {
          id: 'demote',
          title: 'Remove admin rights',
          detail: isYou ? 'You leave this page at once' : 'From then on only their rows apply',
          disabledReason: adminFault(person),
          run: () => onAdmin(person, false),
        }
      : {
          id: 'promote',
          title: 'Make an admin',
          detail: 'May do everything, whatever the rows say',
          run: () => onAdmin(person, true),
        },
    {
      id: 'reset',
      title: 'Reset password…',
      disabledReason: isYou ? 'Your own is changed under Account, with the current one.' : null,
      run: () => onReset(person),
    },
    {
      id: 'delete',
      title: 'Delete account…',
      destructive: true,
      disabledReason: isYou
        ? 'You cannot delete the account you are signed in with: ask another admin.'
        : person.isAdmin === true
          ? adminFault(person)
          : null,
      run: () => onDelete(person),
    },
  ]
}
