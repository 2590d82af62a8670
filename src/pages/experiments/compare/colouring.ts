import type { Run } from '~/domain/mlflow/run'
import type { LineLook } from '~/domain/mlflow/series/chart-lines'
import { siteOf } from '~/domain/mlflow/table/federation'

/** A run of the comparison: whose colour it has, and which of them it is. */
export interface ColouredRun {
  run: Run
  look: LineLook
  /** What has one colour: a federation, the runs with one value of a parameter, a single run. */
  group: string
  /** Which of its group: "site-3"; empty where the run is the group. */
  member: string
}

/** Colours of the palette. */
const COLOURS = 8

/**
 * Gives each run its colour (by group) and line style (by member), in the order of the runs.
 * @param by "" decides: federations where the names of most runs tell their sites, else each run; or "run",
 *   "federation", "param:" and a key
 */
export function coloured(runs: readonly Run[], by: string): ColouredRun[] {
  const how = by === '' ? (isFederated(runs) ? 'federation' : 'run') : by
  const names = uniqueNames(runs)
  // A site has the same style in all federations.
  const sites = [...new Set(runs.flatMap(({ name }) => siteOf(name)?.site ?? []))].toSorted((a, b) => a - b)
  const groups = new Map<string, number>()
  const members = new Map<string, Map<string, number>>()
  return runs.map((run, place) => {
    const { group, member } = placeOf(run, how, names[place]!)
    const colour = placeIn(groups, group)
    const own = members.get(group) ?? new Map<string, number>()
    members.set(group, own)
    const site = how === 'federation' ? siteOf(run.name)?.site : undefined
    const style =
      how === 'run'
        ? Math.floor(colour / COLOURS)
        : site === undefined
          ? placeIn(own, member)
          : sites.indexOf(site)
    return { run, look: { name: names[place]!, colour, style }, group, member }
  })
}

/** The looks of all runs by id, and of groups by name: what charts ask for. */
export function looksOf(runs: readonly ColouredRun[]): Map<string, LineLook> {
  const looks = new Map<string, LineLook>()
  for (const { run, look, group } of runs) {
    looks.set(run.id, look)
    looks.set(group, { name: group, colour: look.colour, style: 0 })
  }
  return looks
}

/** Groups of at least two runs, as the band of a chart takes them; empty where none has two. */
export function groupsOf(runs: readonly ColouredRun[]): { name: string; runIds: string[] }[] {
  const groups = new Map<string, string[]>()
  for (const { run, group } of runs) groups.set(group, [...(groups.get(group) ?? []), run.id])
  const all = Array.from(groups, ([name, runIds]) => ({ name, runIds }))
  return all.some(({ runIds }) => runIds.length > 1) ? all : []
}

/**
 * What each colour stands for, where runs have it by a parameter, or are too many to be named; empty where each run has
 * its own, and where colours come again.
 * @param most runs whose names stand in a legend
 */
export function colourKeys(runs: readonly ColouredRun[], by: string, most: number): LineLook[] {
  if (groupsOf(runs).length === 0 || !(by.startsWith('param:') || runs.length > most)) return []
  const groups = new Map(runs.map(({ group, look }) => [group, look.colour]))
  return groups.size > COLOURS ? [] : Array.from(groups, ([name, colour]) => ({ name, colour, style: 0 }))
}

/** Whether most names tell the site and the federation of their run. */
export function isFederated(runs: readonly Run[]): boolean {
  const sites = runs.filter(({ name }) => siteOf(name) !== null).length
  return runs.length > 1 && sites * 2 > runs.length
}

function placeOf(run: Run, how: string, name: string): { group: string; member: string } {
  if (how === 'federation') {
    const site = siteOf(run.name)
    if (site) return { group: site.name, member: `site-${site.site}` }
    return { group: name, member: '' }
  }
  if (how.startsWith('param:')) {
    const key = how.slice('param:'.length)
    const value = run.params.find((param) => param.key === key)?.value
    return { group: value === undefined ? `no ${key}` : `${key} ${value}`, member: name }
  }
  return { group: name, member: '' }
}

function placeIn(places: Map<string, number>, name: string): number {
  const known = places.get(name)
  if (known !== undefined) return known
  places.set(name, places.size)
  return places.size - 1
}

/** Names that several runs have are told apart by the beginning of the id. */
function uniqueNames(runs: readonly Run[]): string[] {
  const count = new Map<string, number>()
  for (const { name } of runs) count.set(name, (count.get(name) ?? 0) + 1)
  return runs.map(({ id, name }) =>
    name === '' ? id.slice(0, 8) : count.get(name) === 1 ? name : `${name} (${id.slice(0, 8)})`,
  )
}
