import { differingResources } from './bulk'
import { patternTest } from './pattern'
import { ownAt, type AccessResource, type AccessTable, type AccessUser } from './table'
import type { ResourceRef } from './server'

/** Which part of a table is shown, and in which order. */
export interface AccessView {
  kind: ResourceRef['kind']
  /** Patterns of names; of ids, too. */
  user: string
  resource: string
  /** "key", or "key=value" with wildcards; empty: any. */
  tag: string
  /** Only users and resources with a row. */
  explicitOnly: boolean
  /** Two users by name: only they, and only where they differ. */
  differ: readonly string[]
  sortUsers: 'name' | 'rows'
  sortResources: 'id' | 'name' | 'rows'
  groupUsers: 'standing' | 'domain' | 'none'
  /** 'prefix', a tag as "tag:key", or 'none'. */
  groupResources: string
}

/** Places in the table, in the order in which they are shown. */
export interface ShownAccess {
  users: readonly ShownGroup[]
  resources: readonly ShownGroup[]
}

export interface ShownGroup {
  /** Empty where nothing is grouped. */
  title: string
  places: readonly number[]
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

/**
 * The users and resources that are shown.
 * @param isKept users and resources (by name and key) that stay whatever the filter "only explicit": those with a draft
 */
export function shownAccess(
  table: AccessTable,
  view: AccessView,
  isKept: (user: string, key: string) => boolean = () => false,
): ShownAccess {
  const chosen = view.differ.map((name) => table.userAt.get(name)).filter((at) => at !== undefined)
  const [a, b] = chosen
  const differing = a !== undefined && b !== undefined ? new Set(differingResources(table, a, b)) : null
  const isUser = patternTest(view.user)
  const isResource = patternTest(view.resource)
  const hasTag = tagTest(view.tag)
  let users = table.users.flatMap((user, u) =>
    isUser(user.name) && (differing === null || chosen.includes(u)) ? [u] : [],
  )
  let resources = table.resources.flatMap((resource, r) =>
    resource.ref.kind === view.kind &&
    (isResource(resource.name) || isResource(resource.ref.id)) &&
    hasTag(resource) &&
    (differing === null || differing.has(r))
      ? [r]
      : [],
  )
  const counts = rowCounts(table, users, resources)
  if (view.explicitOnly) {
    const keepsUser = (u: number): boolean =>
      counts.ofUser(u) > 0 ||
      resources.some((r) => isKept(table.users[u]?.name ?? '', table.resources[r]?.key ?? ''))
    const keepsResource = (r: number): boolean =>
      counts.ofResource(r) > 0 ||
      users.some((u) => isKept(table.users[u]?.name ?? '', table.resources[r]?.key ?? ''))
    const [keptUsers, keptResources] = [users.filter(keepsUser), resources.filter(keepsResource)]
    users = keptUsers
    resources = keptResources
  }
  const nameOf = (u: number): string => table.users[u]?.name ?? ''
  users.sort(
    (x, y) =>
      (view.sortUsers === 'rows' ? counts.ofUser(y) - counts.ofUser(x) : 0) ||
      collator.compare(nameOf(x), nameOf(y)),
  )
  resources.sort(resourceOrder(table, view, counts.ofResource))
  return {
    users: groupsOf(users, (u) => userGroup(table, view, u), USER_GROUPS),
    resources: groupsOf(resources, (r) => resourceGroup(table.resources[r], view.groupResources), []),
  }
}

/** Own rows in what is shown, counted once. */
function rowCounts(table: AccessTable, users: readonly number[], resources: readonly number[]) {
  const width = table.resources.length
  const byUser = new Uint32Array(table.users.length)
  const byResource = new Uint32Array(width)
  for (const u of users) {
    for (const r of resources) {
      const own = ownAt(table, u, r)
      if (own === null || own === 'hidden') continue
      byUser[u] = (byUser[u] ?? 0) + 1
      byResource[r] = (byResource[r] ?? 0) + 1
    }
  }
  return { ofUser: (u: number) => byUser[u] ?? 0, ofResource: (r: number) => byResource[r] ?? 0 }
}

function resourceOrder(table: AccessTable, view: AccessView, rowsOf: (resource: number) => number) {
  const by = (text: (resource: AccessResource) => string) => (x: number, y: number) => {
    const [a, b] = [table.resources[x], table.resources[y]]
    return a && b ? collator.compare(text(a), text(b)) : 0
  }
  const byName = by(({ name }) => name)
  if (view.sortResources === 'name' || view.kind === 'registered-model')
    return view.sortResources === 'rows'
      ? (x: number, y: number) => rowsOf(y) - rowsOf(x) || byName(x, y)
      : byName
  const byId = by(({ ref }) => ref.id)
  return view.sortResources === 'rows' ? (x: number, y: number) => rowsOf(y) - rowsOf(x) || byId(x, y) : byId
}

/** "key" or "key=value", both with wildcards as in `patternTest`; several values are several commas. */
function tagTest(text: string): (resource: AccessResource) => boolean {
  const wanted = text.trim()
  if (wanted === '') return () => true
  const equals = wanted.indexOf('=')
  const isKey = patternTest(equals < 0 ? wanted : wanted.slice(0, equals))
  const isValue = equals < 0 ? () => true : patternTest(wanted.slice(equals + 1))
  return ({ tags }) => tags.some(({ key, value }) => isKey(key) && isValue(value))
}

/** Their order on the page. */
const USER_GROUPS = ['Admins', 'Managers', 'With rows', 'Without rows', 'Rows not shown']

function userGroup(table: AccessTable, { groupUsers, kind }: AccessView, u: number): string {
  const user = table.users[u]
  if (!user || groupUsers === 'none') return ''
  if (groupUsers === 'domain') return domainOf(user)
  if (user.isAdmin) return 'Admins'
  let group = 'Without rows'
  for (let r = 0; r < table.resources.length; r++) {
    if (table.resources[r]?.ref.kind !== kind) continue
    const own = ownAt(table, u, r)
    if (own === 'MANAGE') return 'Managers'
    if (own === 'hidden') group = group === 'With rows' ? group : 'Rows not shown'
    else if (own !== null) group = 'With rows'
  }
  return group
}

function domainOf({ name }: AccessUser): string {
  const at = name.lastIndexOf('@')
  return at < 0 ? 'No email address' : name.slice(at)
}

function resourceGroup(resource: AccessResource | undefined, group: string): string {
  if (!resource || group === 'none') return ''
  if (group === 'prefix') return /^[\p{L}\p{N}]+(?=[-_./ ])/u.exec(resource.name)?.[0] ?? resource.name
  const key = group.startsWith('tag:') ? group.slice(4) : ''
  return resource.tags.find((tag) => tag.key === key)?.value ?? `No ${key}`
}

/** Groups in a known order first, the others by name. */
function groupsOf(
  places: readonly number[],
  titleOf: (place: number) => string,
  order: readonly string[],
): ShownGroup[] {
  const groups = new Map<string, number[]>()
  for (const place of places) {
    const title = titleOf(place)
    const group = groups.get(title)
    if (group) group.push(place)
    else groups.set(title, [place])
  }
  const rank = (title: string): number => (order.includes(title) ? order.indexOf(title) : order.length)
  return [...groups]
    .toSorted(([a], [b]) => rank(a) - rank(b) || collator.compare(a, b))
    .map(([title, group]) => ({ title, places: group }))
}

/** Keys of tags that at least two resources have: what one may group and filter by. */
export function tagKeys(table: AccessTable, kind: ResourceRef['kind']): string[] {
  const counts = new Map<string, number>()
  for (const { ref, tags } of table.resources)
    if (ref.kind === kind) for (const { key } of tags) counts.set(key, (counts.get(key) ?? 0) + 1)
  return [...counts].flatMap(([key, count]) => (count > 1 ? [key] : [])).toSorted(collator.compare)
}
