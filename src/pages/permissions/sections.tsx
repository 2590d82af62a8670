import { NavLink } from 'react-router'
import { type PageId, paths } from '~/lib/paths'
import styles from './sections.module.css'

const SECTIONS = [
  { id: 'permissions', title: 'Matrix' },
  { id: 'permissions.people', title: 'People' },
  { id: 'permissions.roles', title: 'Roles' },
  { id: 'permissions.changes', title: 'Change log' },
] as const satisfies readonly { id: PageId; title: string }[]

/** The pages about permissions, beside each other. @param hasRoles without them the server has no such page */
export function Sections({ hasRoles }: { hasRoles: boolean }) {
  return (
    <nav aria-label="Permissions" className={styles['sections']}>
      {SECTIONS.filter(({ id }) => hasRoles || id !== 'permissions.roles').map(({ id, title }) => (
        <NavLink key={id} to={paths[id]} end={id === 'permissions'}>
          {title}
        </NavLink>
      ))}
    </nav>
  )
}
