import ChevronLeft from 'lucide-react/icons/chevron-left'
import ChevronRight from 'lucide-react/icons/chevron-right'
import { Fragment, memo } from 'react'
import { isAtOrBelow, paths } from '~/lib/paths'
import { setPreferences } from '~/stores/preferences'
import { classNames } from '~/ui/class-names'
import { Icon } from '~/ui/words/icon'
import { Logo } from '~/ui/words/logo'
import { Tooltip } from '~/ui/overlays/tooltip'
import { pages, type TopPage } from '../pages'
import { ServerMark, useServerMark } from './server-mark'
import styles from './sidebar.module.css'

/** The list of pages: a column at the left, as icons where it is collapsed. */
export function Sidebar({ collapsed, pathname }: { collapsed: boolean; pathname: string }) {
  const label = collapsed ? 'Expand' : 'Collapse'
  const button = (
    <button
      type="button"
      className={styles['row']}
      aria-label={`${label} the sidebar`}
      onClick={() => setPreferences({ sidebarCollapsed: !collapsed })}
    >
      <Icon of={collapsed ? ChevronRight : ChevronLeft} />
      {collapsed ? null : <span>{label}</span>}
    </button>
  )
  return (
    <nav aria-label="Pages" className={classNames(styles['sidebar'], collapsed && styles['collapsed'])}>
      <div className={styles['brand']}>
        <Logo />
        {collapsed ? null : <span>Tidemark</span>}
      </div>
      <PageList collapsed={collapsed} pathname={pathname} />
      <div className={styles['foot']}>
        {collapsed ? (
          <Tooltip text="Expand the sidebar" shortcut="Ctrl B" named>
            {button}
          </Tooltip>
        ) : (
          button
        )}
      </div>
    </nav>
  )
}

export interface PageListProps {
  /** Of the page on the screen. */
  pathname: string
  collapsed?: boolean
  onChosen?: () => void
}

/**
 * The links themselves, in their sections; in the sidebar and in the drawer. Memoise what it takes: a zoom and a letter
 * that is typed are written into the address, and the links stay as they are.
 */
export const PageList = memo(function PageList({ pathname, collapsed = false, onChosen }: PageListProps) {
  const sections = [...new Set(pages.map((page) => page.section))]
  return (
    <div className={styles['nav']}>
      {sections.map((section) => (
        <Fragment key={section ?? ''}>
          {section === null || collapsed ? null : <p className={styles['section']}>{section}</p>}
          <ul className={styles['list']}>
            {pages
              .filter((page) => page.section === section)
              .map((page) => (
                <li key={page.id}>
                  {page.server === undefined ? (
                    <PageLink page={page} pathname={pathname} collapsed={collapsed} onChosen={onChosen} />
                  ) : (
                    <ServerPageLink
                      server={page.server}
                      page={page}
                      pathname={pathname}
                      collapsed={collapsed}
                      onChosen={onChosen}
                    />
                  )}
                </li>
              ))}
          </ul>
        </Fragment>
      ))}
    </div>
  )
})

interface PageLinkProps {
  page: TopPage
  pathname: string
  collapsed: boolean
  onChosen: (() => void) | undefined
  /** How its server fares. */
  status?: ReturnType<typeof useServerMark>
}

function ServerPageLink({ server, ...props }: PageLinkProps & { server: NonNullable<TopPage['server']> }) {
  return <PageLink {...props} status={useServerMark(server)} />
}

function PageLink({ page, pathname, collapsed, onChosen, status }: PageLinkProps) {
  // Its code is fetched when the link is approached, so that the change of page needs no wait.
  const warm = () => void page.load().catch(() => undefined)
  const own = paths[page.id]
  const isHere = isAtOrBelow(pathname, own)
  const link = (
    <a
      href={`#${own}`}
      aria-current={isHere ? 'page' : undefined}
      className={classNames(styles['row'], isHere && styles['active'])}
      {...(collapsed ? { 'aria-label': page.title } : {})}
      onPointerEnter={warm}
      onFocus={warm}
      onClick={() => onChosen?.()}
    >
      <Icon of={page.icon} />
      {collapsed ? null : <span>{page.title}</span>}
      {status ? (
        <span className={styles['server']}>
          <ServerMark mark={status.mark} />
        </span>
      ) : null}
    </a>
  )
  if (collapsed)
    return (
      <Tooltip
        text={status ? `${page.title}: ${status.words}` : page.title}
        shortcut={page.shortcut}
        named={!status}
      >
        {link}
      </Tooltip>
    )
  return status ? <Tooltip text={status.words}>{link}</Tooltip> : link
}
