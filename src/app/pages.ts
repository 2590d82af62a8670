import BookOpen from 'lucide-react/icons/book-open'
import Activity from 'lucide-react/icons/activity'
import Box from 'lucide-react/icons/box'
import LayoutDashboard from 'lucide-react/icons/layout-dashboard'
import FlaskConical from 'lucide-react/icons/flask-conical'
import Plug from 'lucide-react/icons/plug'
import Radar from 'lucide-react/icons/radar'
import Shield from 'lucide-react/icons/shield'
import Workflow from 'lucide-react/icons/workflow'
import type { PageId } from '~/lib/paths'
import type { BackendId } from '~/queries/connections'
import type { PageModule } from '~/scaffold/page'
import type { IconType } from '~/ui/words/icon'

interface PageOf<Id extends PageId> {
  /** Its address stands under it in `lib/paths.ts`. */
  id: Id
  /** In sidebar, palette, breadcrumb and window title; the last two until data has a name for it (`usePageNames`). */
  title: string
  load: () => Promise<PageModule<Id>>
  /** Pages below it, reached from it: their addresses begin with its own. They may have pages below them. */
  children?: readonly Page[]
}

export type Page = { [Id in PageId]: PageOf<Id> }[PageId]

/** A page of the sidebar: its address has no parameters. */
export type TopPage = Page & {
  icon: IconType
  /** Heading in the sidebar that it stands under; null for the first, unnamed one. */
  section: 'Administration' | null
  /** Other words to find it by in the palette. */
  keywords: readonly string[]
  /** Keys that lead to it, as printed. */
  shortcut: string
  /** Whose answers it shows: the sidebar tells how that server fares. */
  server?: BackendId
}

/**
 * Every page there is. Router, sidebar, breadcrumb, palette, shortcuts and the end-to-end loop over all pages derive
 * from this list; a page that is not ready is not in it.
 */
export const pages: readonly TopPage[] = [
  {
    id: 'overview',
    title: 'Overview',
    icon: LayoutDashboard,
    section: null,
    load: () => import('~/pages/overview/page'),
    keywords: ['home', 'start', 'needs', 'attention', 'news', 'servers', 'failed', 'drifting'],
    shortcut: 'G O',
  },
  {
    id: 'experiments',
    title: 'Experiments',
    icon: FlaskConical,
    server: 'mlflow',
    section: null,
    load: () => import('~/pages/experiments/list/page'),
    keywords: ['mlflow', 'runs', 'metrics', 'parameters', 'training', 'artifacts', 'tracking'],
    shortcut: 'G X',
    children: [
      {
        id: 'experiments.runs',
        title: 'Runs',
        load: () => import('~/pages/experiments/runs/page'),
        children: [
          { id: 'experiments.run', title: 'Run', load: () => import('~/pages/experiments/run/page') },
          {
            id: 'experiments.compare',
            title: 'Compare',
            load: () => import('~/pages/experiments/compare/page'),
          },
        ],
      },
    ],
  },
  {
    id: 'models',
    title: 'Models',
    icon: Box,
    server: 'mlflow',
    section: null,
    load: () => import('~/pages/models/list/page'),
    keywords: ['mlflow', 'registry', 'registered', 'versions', 'aliases', 'champion'],
    shortcut: 'G M',
    children: [{ id: 'models.model', title: 'Model', load: () => import('~/pages/models/model/page') }],
  },
  {
    id: 'pipelines',
    title: 'Pipelines',
    icon: Workflow,
    server: 'jenkins',
    section: null,
    load: () => import('~/pages/pipelines/list/page'),
    keywords: ['jenkins', 'builds', 'stages', 'stage view', 'branches', 'ci', 'duration'],
    shortcut: 'G B',
    children: [
      {
        id: 'pipelines.stages',
        title: 'Pipeline',
        load: () => import('~/pages/pipelines/stages/page'),
        children: [
          { id: 'pipelines.build', title: 'Build', load: () => import('~/pages/pipelines/build/page') },
          { id: 'pipelines.trends', title: 'Trends', load: () => import('~/pages/pipelines/trends/page') },
          {
            id: 'pipelines.branches',
            title: 'Branches',
            load: () => import('~/pages/pipelines/branches/page'),
          },
          { id: 'pipelines.compare', title: 'Compare', load: () => import('~/pages/pipelines/compare/page') },
        ],
      },
    ],
  },
  {
    id: 'drift',
    title: 'Drift',
    icon: Activity,
    section: null,
    load: () => import('~/pages/drift/experiments/page'),
    keywords: ['experiments', 'history', 'records', 'drift watch', 'monitor', 'mmd', 'over time'],
    shortcut: 'G D',
    server: 'drift-watch',
    children: [
      {
        id: 'drift.history',
        title: 'Experiment',
        load: () => import('~/pages/drift/history/page'),
        children: [{ id: 'drift.access', title: 'Access', load: () => import('~/pages/drift/access/page') }],
      },
    ],
  },
  {
    id: 'lab',
    title: 'Lab',
    icon: Radar,
    section: null,
    load: () => import('~/pages/lab/page'),
    keywords: ['detector', 'run', 'drop', 'file', 'csv', 'mmd', 'drift', 'upload'],
    shortcut: 'G L',
  },
  {
    id: 'detectors',
    title: 'Detectors',
    icon: BookOpen,
    section: null,
    load: () => import('~/pages/detectors/catalogue/page'),
    keywords: ['methods', 'catalogue', 'libraries', 'river', 'frouros', 'coverage', 'papers', 'formula'],
    shortcut: 'G E',
    children: [
      { id: 'detectors.method', title: 'Detector', load: () => import('~/pages/detectors/method/page') },
    ],
  },
  {
    id: 'permissions',
    title: 'Permissions',
    icon: Shield,
    section: 'Administration',
    load: () => import('~/pages/permissions/matrix/page'),
    keywords: ['mlflow', 'users', 'access', 'levels', 'matrix', 'roles', 'admin', 'grant', 'rights'],
    shortcut: 'G P',
    server: 'mlflow',
    children: [
      {
        id: 'permissions.changes',
        title: 'Change log',
        load: () => import('~/pages/permissions/changes/page'),
      },
      {
        id: 'permissions.people',
        title: 'People',
        load: () => import('~/pages/permissions/people/page'),
        children: [
          {
            id: 'permissions.person',
            title: 'Person',
            load: () => import('~/pages/permissions/person/page'),
          },
        ],
      },
      {
        id: 'permissions.roles',
        title: 'Roles',
        load: () => import('~/pages/permissions/roles/page'),
        children: [
          { id: 'permissions.role', title: 'Role', load: () => import('~/pages/permissions/role/page') },
        ],
      },
      {
        id: 'permissions.experiment',
        title: 'Experiment',
        load: () => import('~/pages/permissions/experiment/page'),
      },
      {
        id: 'permissions.model',
        title: 'Model',
        load: () => import('~/pages/permissions/model/page'),
      },
    ],
  },
  {
    id: 'connections',
    title: 'Connections',
    icon: Plug,
    section: 'Administration',
    load: () => import('~/pages/settings/connections/page'),
    keywords: ['servers', 'sign in', 'token', 'account', 'entitlements', 'address', 'version', 'drift watch'],
    shortcut: 'G C',
    children: [
      {
        id: 'connections.account',
        title: 'Account',
        load: () => import('~/pages/permissions/account/page'),
      },
      { id: 'sign-up', title: 'MLflow account', load: () => import('~/pages/settings/sign-up/page') },
    ],
  },
]
