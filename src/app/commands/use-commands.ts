import { useMemo } from 'react'
import { useNavigate } from 'react-router'
import { paths } from '~/lib/paths'
import { copyLink } from '~/scaffold/copy-link'
import { type Command, useCommands } from '~/stores/commands'
import { setPreferences, usePreferences } from '~/stores/preferences'
import { pages } from '../pages'

interface Openers {
  openPalette: () => void
  openShortcuts: () => void
  present: () => void
}

/** Everything the palette offers: the commands of the page on the screen, all pages, and what the app itself does. */
export function useAllCommands({ openPalette, openShortcuts, present }: Openers): readonly Command[] {
  const ofPage = useCommands((state) => state.commands)
  const collapsed = usePreferences((state) => state.sidebarCollapsed)
  const navigate = useNavigate()
  return useMemo(() => {
    const toPages: Command[] = pages.map((page) => ({
      id: `go-${page.id}`,
      title: page.title,
      group: 'Go to',
      keywords: page.keywords,
      shortcut: page.shortcut,
      run: () => void navigate(paths[page.id]),
    }))
    const own: Command[] = [
      { id: 'palette', title: 'Search or jump to', group: 'Do', shortcut: 'Ctrl K', run: openPalette },
      {
        id: 'copy-address',
        title: 'Copy the address of this page',
        group: 'Do',
        keywords: ['link', 'url', 'share'],
        run: () => void copyLink(),
      },
      {
        id: 'shortcuts',
        title: 'Keyboard shortcuts',
        group: 'Do',
        keywords: ['keys', 'help'],
        shortcut: '?',
        run: openShortcuts,
      },
      {
        id: 'present',
        title: 'Present: verdict and one chart, large',
        group: 'Look',
        keywords: ['talk', 'projector', 'slides', 'speaker'],
        shortcut: 'P',
        run: present,
      },
      {
        id: 'sidebar',
        title: collapsed ? 'Expand the sidebar' : 'Collapse the sidebar',
        group: 'Look',
        shortcut: 'Ctrl B',
        run: () => setPreferences({ sidebarCollapsed: !collapsed }),
      },
      {
        id: 'theme-light',
        title: 'Light theme',
        group: 'Look',
        keywords: ['bright'],
        run: () => setPreferences({ theme: 'light' }),
      },
      {
        id: 'theme-dark',
        title: 'Dark theme',
        group: 'Look',
        keywords: ['night'],
        run: () => setPreferences({ theme: 'dark' }),
      },
      {
        id: 'theme-system',
        title: 'Theme of the system',
        group: 'Look',
        keywords: ['light', 'dark', 'auto'],
        run: () => setPreferences({ theme: 'system' }),
      },
    ]
    return [...ofPage, ...toPages, ...own]
  }, [ofPage, collapsed, navigate, openPalette, openShortcuts, present])
}
