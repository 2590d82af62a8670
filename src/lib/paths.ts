/**
 * The address of every page, by its id: the one place where addresses are written. The registry (`app/pages.ts`) says
 * what stands there; links are made by `linkTo` and `pathTo`, so that a page that moves takes its links along.
 */
export const paths = {
  lab: '/',
  overview: '/overview',
  experiments: '/experiments',
  'experiments.runs': '/experiments/:experiment',
  'experiments.compare': '/experiments/:experiment/compare',
  'experiments.run': '/experiments/:experiment/runs/:run',
  models: '/models',
  'models.model': '/models/:model',
  pipelines: '/pipelines',
  'pipelines.stages': '/pipelines/:job',
  'pipelines.compare': '/pipelines/:job/compare',
  'pipelines.trends': '/pipelines/:job/trends',
  'pipelines.branches': '/pipelines/:job/branches',
  'pipelines.build': '/pipelines/:job/builds/:build',
  drift: '/drift',
  'drift.history': '/drift/:experiment',
  'drift.access': '/drift/:experiment/access',
  detectors: '/detectors',
  'detectors.method': '/detectors/:detector',
  permissions: '/permissions',
  'permissions.changes': '/permissions/changes',
  'permissions.people': '/permissions/people',
  'permissions.person': '/permissions/people/:name',
  'permissions.experiment': '/permissions/experiments/:experiment',
  'permissions.model': '/permissions/models/:model',
  'permissions.roles': '/permissions/roles',
  'permissions.role': '/permissions/roles/:role',
  connections: '/connections',
  'connections.account': '/connections/account',
  'sign-up': '/connections/sign-up',
} as const satisfies Readonly<Record<string, `/${string}`>>

export type PageId = keyof typeof paths

/** Names of the parameters in a path: "/drift/:experiment" has `experiment`. */
type ParamOf<Path extends string> = Path extends `${infer Segment}/${infer Rest}`
  ? ParamOf<Segment> | ParamOf<Rest>
  : Path extends `:${infer Name}`
    ? Name
    : never

/** The parameters of a page's address, decoded: "/drift/:experiment" → `{ experiment: string }`. */
export type PathParams<Id extends PageId> = Readonly<Record<ParamOf<(typeof paths)[Id]>, string>>

/** Settings in an address; an array is a repeated parameter, null is left out. */
export type LinkSearch =
  | URLSearchParams
  | Readonly<Record<string, string | number | readonly string[] | null | undefined>>

/** Parameters come first, and only where the page has some. */
type Target<Id extends PageId> = [ParamOf<(typeof paths)[Id]>] extends [never]
  ? [search?: LinkSearch]
  : [params: PathParams<Id>, search?: LinkSearch]

/** The address of a page for the router (`navigate`): "/drift/66f1?record=a%2Fb". */
export function pathTo<Id extends PageId>(id: Id, ...target: Target<Id>): string {
  const path: string = paths[id]
  const [first, second] = target as [unknown?, LinkSearch?]
  const hasParams = path.includes(':')
  const params = (hasParams ? first : {}) as Readonly<Record<string, string>>
  const search = searchText((hasParams ? second : (first as LinkSearch | undefined)) ?? {})
  const filled = path.replace(/:(\w+)/g, (_, name: string) => segmentOf(params[name] ?? ''))
  return search === '' ? filled : `${filled}?${search}`
}

/**
 * A parameter as a segment of an address. Its percent signs are encoded once more: the router reads every “%2F” of a
 * decoded parameter as a slash, also that of an item which is called `feature%2Fx`.
 */
function segmentOf(value: string): string {
  return encodeURIComponent(value.replaceAll('%', '%25'))
}

/** A page's parameters as the router gives them → as they were given to `pathTo`. */
export function paramsOf(given: Readonly<Record<string, string | undefined>>): Record<string, string> {
  return Object.fromEntries(
    Object.entries(given).map(([name, value = '']) => [name, value.replaceAll('%25', '%')]),
  )
}

/** The address of a page for an `href`: the path is in the hash, so that one build works on any static host. */
export function linkTo<Id extends PageId>(id: Id, ...target: Target<Id>): string {
  return `#${pathTo(id, ...target)}`
}

/** Whether an address is a page's, or one of a page below it: "/drift/66f1" is below "/drift". */
export function isAtOrBelow(pathname: string, path: string): boolean {
  return pathname === path || (path !== '/' && pathname.startsWith(`${path}/`))
}

function searchText(search: LinkSearch): string {
  if (search instanceof URLSearchParams) return search.toString()
  const query = new URLSearchParams()
  for (const [name, value] of Object.entries(search)) {
    if (value === null || value === undefined) continue
    for (const one of typeof value === 'object' ? value : [String(value)]) query.append(name, one)
  }
  return query.toString()
}
