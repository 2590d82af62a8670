import { useLocation } from 'react-router'
import { isAtOrBelow, linkTo, type PageId, paths } from '~/lib/paths'
import styles from './sections.module.css'

const SECTIONS = [
  { id: 'permissions', title: 'Matrix' },
  { id: 'permissions.people', title: 'People' },
  { id: 'permissions.roles', title: 'Roles' },
  { id: 'permissions.changes', title: 'Change log' },
] as const satisfies readonly { id: PageId; title: string }[]

/** The pages about permissions, beside each other. @param hasRoles without them the server has no such page */
export function Sections({ hasRoles }: { hasRoles: boolean }) {
  const { pathname } = useLocation()
  return (
    <nav aria-label="Permissions" className={styles['sections']}>
      {SECTIONS.filter(({ id }) => hasRoles || id !== 'permissions.roles').map(({ id, title }) => (
        <a key={id} href={linkTo(id)} aria-current={isHere(id, pathname) ? 'page' : undefined}>
          {title}
        </a>
      ))}
    </nav>
  )
}

/** The matrix has no pages of its own below it: they are the other sections'. */
function isHere(id: PageId, pathname: string): boolean {
  return id === 'permissions' ? pathname === paths[id] : isAtOrBelow(pathname, paths[id])
}
