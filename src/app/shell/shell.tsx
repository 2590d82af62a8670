import { useQueryClient } from '@tanstack/react-query'
import { type ReactNode, type RefObject, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { useLocation, useNavigate } from 'react-router'
import { paths } from '~/lib/paths'
import { SignInDialog, signInFor } from '~/scaffold/sign-in-slot'
import { leaveFiles } from '~/stores/dropped-files'
import { usePageNames } from '~/stores/page-name'
import { usePreferences } from '~/stores/preferences'
import { dismissToast, useToasts } from '~/stores/toasts'
import { late } from '~/ui/states/late'
import { SignInSlot } from '~/ui/states/sign-in-slot'
import { Toasts } from '~/ui/overlays/toasts'
import { Drawer } from './drawer'
import { followLinks } from '../navigation/follow-links'
import { keepPageOnDrop } from './keep-page-on-drop'
import { listenForShortcuts } from '../commands/shortcuts'
import { Sidebar } from './sidebar'
import { type Crumb, TopBar } from './top-bar'
import { trailOf } from '../trail'
import { useAllCommands } from '../commands/use-commands'
import styles from './shell.module.css'

const { Late: CommandPalette, approach: approachPalette } = late(() => import('../commands/command-palette'))
const { Late: Presenter } = late(() => import('../presenting/presenter'))
const { Late: ShortcutsDialog } = late(() => import('../commands/shortcuts-dialog'))

type Overlay = 'palette' | 'shortcuts' | 'drawer' | null

/** What stands around every page: sidebar, top bar, palette, shortcuts, toasts. */
export function Shell({ children }: { children: ReactNode }) {
  const collapsed = usePreferences((state) => state.sidebarCollapsed)
  const toasts = useToasts((state) => state.toasts)
  const [overlay, setOverlay] = useState<Overlay>(null)
  const [presenting, setPresenting] = useState(false)
  const main = useRef<HTMLElement>(null)
  const { pathname } = useLocation()
  const crumbs = useCrumbs(pathname)
  useFocusOnNavigation(main)

  const close = useCallback(() => setOverlay(null), [])
  const openPalette = useCallback(() => setOverlay('palette'), [])
  const openDrawer = useCallback(() => setOverlay('drawer'), [])
  const openShortcuts = useCallback(() => setOverlay('shortcuts'), [])
  const present = useCallback(() => setPresenting((now) => !now), [])
  const endPresenting = useCallback(() => setPresenting(false), [])
  const commands = useAllCommands({ openPalette, openShortcuts, present })
  const latest = useRef(commands)
  useEffect(() => {
    latest.current = commands
  }, [commands])
  useEffect(() => listenForShortcuts(() => latest.current), [])
  const navigate = useNavigate()
  useEffect(
    () =>
      keepPageOnDrop((files) => {
        leaveFiles(files)
        // A Lab that is still on its way keeps the settings of its address.
        if (pathname !== paths.lab) void navigate(paths.lab)
      }),
    [navigate, pathname],
  )
  useEffect(
    // As in a browser, a link to where one is makes no step.
    () => followLinks((path) => void navigate(path, { replace: `#${path}` === window.location.hash })),
    [navigate],
  )
  const client = useQueryClient()
  const loadPlaces = useCallback(async () => {
    const { paletteLists } = await import('../commands/palette-places')
    return paletteLists(client, (path) => void navigate(path))
  }, [client, navigate])

  return (
    <div className={styles['shell']} data-presenting={presenting ? 'yes' : 'no'}>
      <a
        className={styles['skip']}
        href="#main"
        data-unprinted=""
        onClick={(event) => {
          // The hash is the router's.
          event.preventDefault()
          main.current?.focus()
        }}
      >
        Skip to the content
      </a>
      <div className={styles['side']} data-unprinted="">
        <Sidebar collapsed={collapsed} pathname={pathname} />
      </div>
      <div className={styles['column']}>
        <TopBar
          crumbs={crumbs}
          onOpenPalette={openPalette}
          onPalettePossible={approachPalette}
          onOpenDrawer={openDrawer}
        />
        <main ref={main} id="main" tabIndex={-1} className={styles['main']}>
          <SignInSlot value={signInFor}>{children}</SignInSlot>
        </main>
      </div>
      <Drawer open={overlay === 'drawer'} pathname={pathname} onClose={close} />
      {overlay === 'palette' ? (
        <CommandPalette commands={commands} loadPlaces={loadPlaces} onClose={close} />
      ) : null}
      {overlay === 'shortcuts' ? <ShortcutsDialog onClose={close} commands={commands} /> : null}
      {presenting ? <Presenter onEnd={endPresenting} /> : null}
      <SignInDialog />
      <Toasts toasts={toasts} onDismiss={dismissToast} />
    </div>
  )
}

/** The page on the screen and those above it, by the names that data gives them; the window's title, too. */
function useCrumbs(pathname: string): readonly Crumb[] {
  const names = usePageNames((state) => state.names)
  const crumbs = useMemo(() => {
    const levels = trailOf(pathname).map(({ page, path }) => ({ path, name: names[page.id] ?? page.title }))
    return levels.length > 0 ? levels : [{ path: pathname, name: 'Not found' }]
  }, [pathname, names])
  const title = crumbs.at(-1)!.name
  useEffect(() => {
    document.title = `${title} · Tidemark`
  }, [title])
  return crumbs
}

/** A new page begins at its top, and the keyboard with it; a change of the query moves nothing. */
function useFocusOnNavigation(main: RefObject<HTMLElement | null>): void {
  const { pathname } = useLocation()
  const shown = useRef(pathname)
  useEffect(() => {
    if (shown.current === pathname) return
    shown.current = pathname
    window.scrollTo(0, 0)
    main.current?.focus({ preventScroll: true })
  }, [pathname, main])
}
