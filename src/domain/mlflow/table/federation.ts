import type { Dictionary } from './dictionary'
import type { RunGroup } from './group'
import type { RunIndex } from './run-index'

/** The runs that the sites of one federated training logged. */
export interface Federation {
  /** What the names of its runs have in common: `SC4FOLD`. */
  name: string
  experimentId: string
  /** By the number of the site. At least two, each another one. */
  sites: readonly { site: number; row: number }[]
}

/** `site-3-SC4FOLD`: the name NVFlare gives a client, and what was trained. */
const SITE_NAME = /^site-(\d{1,6})-(.*\S)\s*$/i

/** Number of the site and name of the federation that a run's name tells; null where it tells none. */
export function siteOf(runName: string): { site: number; name: string } | null {
  const match = SITE_NAME.exec(runName.trim())
  return match ? { site: Number(match[1]), name: match[2]! } : null
}

/**
 * Finds federations by the names of runs. The rule: `site-<number>-<name>`; runs of one experiment with
 * the same name (capitals included) and different numbers belong together. Where a site has several
 * such runs, the training was repeated: the oldest runs of all sites belong together, then the second
 * oldest, and so on. A site alone is no federation, nor is `site-1` without a name or `website-1-x`.
 * In the order of their newest starts among the rows; rows that belong to none are left out.
 */
export function federations(index: RunIndex, rows: Uint32Array): Federation[] {
  const wanted = new Set(rows)
  const groups = new Map<string, { name: string; experimentId: string; sites: Map<number, number[]> }>()
  for (const row of index.rowsByStart()) {
    if (!wanted.has(row)) continue
    const found = siteOf(textOf(index, 'run_name', row))
    if (!found) continue
    const experimentId = textOf(index, 'experiment_id', row)
    const key = groupKey(experimentId, found.name)
    let group = groups.get(key)
    if (!group) {
      group = { name: found.name, experimentId, sites: new Map() }
      groups.set(key, group)
    }
    const runs = group.sites.get(found.site)
    if (runs) runs.push(row)
    else group.sites.set(found.site, [row])
  }
  return [...groups.values()].flatMap(({ name, experimentId, sites }) =>
    rounds(sites).map((members) => ({ name, experimentId, sites: members })),
  )
}

/** One list of sites for each repetition, the newest first. */
function rounds(sites: ReadonlyMap<number, readonly number[]>): { site: number; row: number }[][] {
  const longest = Math.max(...[...sites.values()].map((runs) => runs.length))
  const all: { site: number; row: number }[][] = []
  for (let round = longest - 1; round >= 0; round--) {
    const members: { site: number; row: number }[] = []
    for (const [site, runs] of sites) {
      const row = runs[runs.length - 1 - round]
      if (row !== undefined) members.push({ site, row })
    }
    if (members.length > 1) all.push(members.sort((a, b) => a.site - b.site))
  }
  return all
}

/** How many federations there are, and how many runs their sites logged. */
export interface FederationCounts {
  federations: number
  runs: number
}

/**
 * Of all runs of an index: the counts of `federations`, without its lists. O(runs) where any name is one of a site, else
 * O(names that are new): it is asked with every page of runs.
 */
export function countFederations(index: RunIndex): FederationCounts {
  const counts: FederationCounts = { federations: 0, runs: 0 }
  const names = index.keyedColumn('attribute', 'run_name')
  if (names?.type !== 'text') return counts
  const { sites, isAny } = sitesOfTexts(names.dictionary)
  if (!isAny) return counts
  const groups = new Map<string, Map<number, number>>()
  names.cells.forEach((code, row) => {
    const found = sites[code]
    if (!found) return
    const key = groupKey(textOf(index, 'experiment_id', row), found.name)
    const runs = groups.get(key) ?? new Map<number, number>()
    groups.set(key, runs.set(found.site, (runs.get(found.site) ?? 0) + 1))
  })
  for (const runs of groups.values()) {
    // As often as its second most frequent site there are two of them side by side.
    const repeats = [...runs.values()].toSorted((a, b) => b - a)[1] ?? 0
    counts.federations += repeats
    for (const count of runs.values()) counts.runs += Math.min(count, repeats)
  }
  return counts
}

const known = new WeakMap<Dictionary, SitesOfTexts>()

interface SitesOfTexts {
  /** What each text of a dictionary tells, by its code. */
  sites: ReturnType<typeof siteOf>[]
  isAny: boolean
}

/** What the texts of a dictionary tell of sites; each is read once. */
function sitesOfTexts(dictionary: Dictionary): SitesOfTexts {
  const found = known.get(dictionary) ?? { sites: [], isAny: false }
  known.set(dictionary, found)
  for (let code = found.sites.length; code < dictionary.texts.length; code++) {
    const site = siteOf(dictionary.texts[code]!)
    found.sites.push(site)
    found.isAny ||= site !== null
  }
  return found
}

const groupKey = (experimentId: string, name: string): string => JSON.stringify([experimentId, name])

/** Whether runs are best read federation by federation: at least half of them belong to one. */
export function areFederated({ runs }: FederationCounts, all: number): boolean {
  return runs > 0 && runs * 2 >= all
}

function textOf(index: RunIndex, attribute: string, row: number): string {
  const column = index.keyedColumn('attribute', attribute)
  const code = column?.cells.get(row)
  return column?.type === 'text' && code !== undefined ? column.dictionary.texts[code]! : ''
}

/**
 * Rows as groups, one a federation, its sites side by side in the order of their numbers; what belongs to none is one
 * group without a value, at the end. Federations stand in the order of their first row. A site whose others are not
 * among the rows, which a filter let through alone, still belongs to its federation.
 */
export function federationGroups(index: RunIndex, rows: Uint32Array): RunGroup[] {
  const place = new Map(Array.from(rows, (row, i) => [row, i] as const))
  const found = federations(index, index.rowsByStart()).flatMap(({ name, sites }) => {
    const members = sites.map(({ row }) => row).filter((row) => place.has(row))
    return members.length === 0 ? [] : [{ name, members }]
  })
  const first = ({ members }: { members: readonly number[] }) =>
    Math.min(...members.map((row) => place.get(row) ?? 0))
  const groups = found
    .toSorted((a, b) => first(a) - first(b))
    .map(({ name, members }): RunGroup => ({ values: [name], rows: Uint32Array.from(members) }))
  const taken = new Set(found.flatMap(({ members }) => members))
  const others = rows.filter((row) => !taken.has(row))
  return others.length === 0 ? groups : [...groups, { values: [null], rows: others }]
}
