import type { QueryClient } from '@tanstack/react-query'
import BookOpen from 'lucide-react/icons/book-open'
import Activity from 'lucide-react/icons/activity'
import Plug from 'lucide-react/icons/plug'
import Radar from 'lucide-react/icons/radar'
import type { ComponentType } from 'react'
import type { IconType } from '~/ui/icon'

/** What the module of a page exports. */
export interface PageModule {
  Component: ComponentType
  /** Fetches ahead what the page asserts. Runs before the page shows; what it throws goes to the boundary. */
  loader?: (client: QueryClient, request: Request) => unknown
}

export interface Page {
  /** Stands in the order of the sidebar; unique. */
  id: string
  /** From the root, without the `#`: "/", "/drift". */
  path: string
  /** Name in the sidebar, the palette, the breadcrumb and the window's title. */
  title: string
  icon: IconType
  /** Heading in the sidebar that it stands under; null for the first, unnamed one. */
  section: 'Administration' | null
  load: () => Promise<PageModule>
  /** Other words to find it by in the palette. */
  keywords: readonly string[]
  /** Keys that lead to it, as printed. */
  shortcut: string
  /** Pages below it, reached from it: not in the sidebar, and their path has parameters ("/drift/:experiment"). */
  below?: readonly { path: string; load: () => Promise<PageModule> }[]
}

/**
 * Every page there is. Router, sidebar, palette, shortcuts and the end-to-end loop over all pages derive
 * from this list; a page that is not ready is not in it.
 */
export const pages: readonly Page[] = [
  {
    id: 'lab',
    path: '/',
    title: 'Lab',
    icon: Radar,
    section: null,
    load: () => import('~/pages/lab/page'),
    keywords: ['detector', 'run', 'drop', 'file', 'csv', 'mmd', 'drift', 'upload'],
    shortcut: 'G L',
  },
  {
    id: 'drift',
    path: '/drift',
    title: 'Drift',
    icon: Activity,
    section: null,
    load: () => import('~/pages/drift/experiments/page'),
    keywords: ['experiments', 'history', 'records', 'drift watch', 'monitor', 'mmd', 'over time'],
    shortcut: 'G D',
    below: [{ path: '/drift/:experiment', load: () => import('~/pages/drift/history/page') }],
  },
  {
    id: 'detectors',
    path: '/detectors',
    title: 'Detectors',
    icon: BookOpen,
    section: null,
    load: () => import('~/pages/detectors/catalogue/page'),
    keywords: ['methods', 'catalogue', 'libraries', 'river', 'frouros', 'coverage', 'papers', 'formula'],
    shortcut: 'G E',
    below: [{ path: '/detectors/:detector', load: () => import('~/pages/detectors/method/page') }],
  },
  {
    id: 'connections',
    path: '/connections',
    title: 'Connections',
    icon: Plug,
    section: 'Administration',
    load: () => import('~/pages/settings/connections/page'),
    keywords: ['servers', 'sign in', 'token', 'account', 'entitlements', 'address', 'version', 'drift watch'],
    shortcut: 'G C',
  },
]
