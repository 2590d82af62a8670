import type { DriftRecord } from './drift-record'
import { imageUrl, safeLink } from './logged-text'
import { eachNumber, isNumbers, MAX_DEPTH, MAX_LEAVES, numberReader, parentOf, pathOf } from './paths'

/**
 * What the free JSON of a record says. It comes from anyone: nothing here recurses, writes to a key of it, or
 * trusts a string. Keys stay what they are, `__proto__` and the empty one included.
 */
export type Leaf =
  | { path: string; kind: 'number'; value: number }
  /** An array of numbers alone; null inside (a bare NaN on the wire) is NaN. */
  | { path: string; kind: 'numbers'; value: readonly number[] }
  | { path: string; kind: 'boolean'; value: boolean }
  | { path: string; kind: 'text'; value: string }
  /** http or https, nothing else: may stand in `href`. */
  | { path: string; kind: 'link'; value: string }
  /** `value`: a `data:` URL of a PNG, JPEG, GIF or WebP, whether it was logged so or as bare base64. */
  | { path: string; kind: 'image'; value: string }
  | { path: string; kind: 'null'; value: null }
  /** Shown as a tree: an empty object or array, what lies too deep, and what is left when there is too much. */
  | { path: string; kind: 'json'; value: unknown }

interface Pending {
  path: string
  value: unknown
  depth: number
}

/** All leaves, in the order of the JSON. */
export function flatten(parameters: Readonly<Record<string, unknown>>): Leaf[] {
  const leaves: Leaf[] = []
  const pending: Pending[] = childrenOf({ path: '', value: parameters, depth: 0 }).reverse()
  for (let next = pending.pop(); next; next = pending.pop()) {
    if (leaves.length >= MAX_LEAVES) {
      leaves.push({ path: '…', kind: 'json', value: `${pending.length + 1} more not shown` })
      break
    }
    const leaf = leafOf(next)
    if (leaf) leaves.push(leaf)
    else pending.push(...childrenOf(next).reverse())
  }
  return leaves
}

/** Null for a container whose children are to be looked at. */
function leafOf({ path, value, depth }: Pending): Leaf | null {
  switch (typeof value) {
    case 'number':
      return { path, kind: 'number', value }
    case 'boolean':
      return { path, kind: 'boolean', value }
    case 'string':
      return textLeaf(path, value)
    case 'object':
      break
    default:
      return { path, kind: 'json', value: null }
  }
  if (value === null) return { path, kind: 'null', value }
  if (isNumbers(value)) return { path, kind: 'numbers', value: value.map((x) => x ?? Number.NaN) }
  const size = Array.isArray(value) ? value.length : Object.keys(value).length
  return size === 0 || depth >= MAX_DEPTH ? { path, kind: 'json', value } : null
}

function childrenOf({ path, value, depth }: Pending): Pending[] {
  const entries: [string | number, unknown][] = Array.isArray(value)
    ? value.slice(0, MAX_LEAVES + 1).map((item, i) => [i, item])
    : Object.entries(value as object).slice(0, MAX_LEAVES + 1)
  return entries.map(([key, item]) => ({ path: pathOf(path, key), value: item, depth: depth + 1 }))
}

function textLeaf(path: string, value: string): Leaf {
  const link = safeLink(value)
  if (link !== null) return { path, kind: 'link', value: link }
  const image = imageUrl(value)
  if (image !== null) return { path, kind: 'image', value: image }
  return { path, kind: 'text', value }
}

/** `above`: drift where the value exceeds the threshold. `below`: a p-value, drift where it falls below. */
export type Sense = 'above' | 'below'

/** Which leaves make the chart. Paths, as `flatten` writes them. */
export interface MetricChoice {
  metric: string
  threshold: string | null
  warning: string | null
  sense: Sense
}

export interface MetricCandidate {
  path: string
  /** Completed records in which it is a finite number. */
  count: number
  /** Best first, from 0: see `RANKS`. */
  rank: number
}

/** Names of metrics, best first (measured on what clients really log). A name that matches none comes after them. */
const RANKS: readonly RegExp[] = [
  /^distance$/,
  /^mmd/,
  /^observed_statistic$/,
  /^(?:.*_)?statistic$/,
  /^(?:psi|js|kl|emd|wasserstein|hellinger)(?:_|$)|_(?:psi|js|kl|emd|wasserstein|hellinger)$/,
  /^(?:.*_)?p_val(?:ue)?s?$/,
]
const P_VALUE = 5
/** Settings that describe a record and measure nothing: the last that anyone wants to see over time. */
const SETTING =
  /(?:^|_)(?:seed|sigma|size|rows|count|permutations|window|degrees_of_freedom|confidence_level)$/
const THRESHOLD =
  /(?:^|_)(?:threshold|drift_distance|warning_distance|distance_threshold|critical_value|drift_level|warning_level|alpha|significance)/

/** Last key of a path in snake case: `nested.mmdDistance` → `mmd_distance`. */
export function nameOf(path: string): string {
  const quoted = /\["((?:[^"\\]|\\.)*)"\]$/.exec(path)?.[1]
  const last =
    quoted ??
    path
      .replace(/(?<!\d\])(?:\[\d+\])+$/, '')
      .split('.')
      .at(-1) ??
    path
  return last
    .replace(/([a-z\d])([A-Z])/g, '$1_$2')
    .toLowerCase()
    .replace(/[\s-]+/g, '_')
}

/** Whether a name is that of a threshold, never of a metric. */
export function isThresholdName(path: string): boolean {
  return THRESHOLD.test(nameOf(path))
}

function rankOf(path: string): number {
  const name = nameOf(path)
  const rank = RANKS.findIndex((pattern) => pattern.test(name))
  if (rank >= 0) return rank
  return RANKS.length + (SETTING.test(name) ? 1 : 0)
}

/** Whether a smaller value means drift. */
export function isPValue(path: string): boolean {
  return rankOf(path) === P_VALUE
}

/** A number leaf over all completed records. */
interface Column {
  path: string
  count: number
  /** How often each value occurs, of the first 64 different ones; more are as many as there are records. */
  values: Map<number, number>
}

/** Finite number leaves of completed records: the columns of the history. */
function columnsOf(records: readonly DriftRecord[]): Map<string, Column> {
  const columns = new Map<string, Column>()
  for (const { state, parameters } of records) {
    if (state !== 'completed') continue
    eachNumber(parameters, (path, value) => {
      let column = columns.get(path)
      if (!column) columns.set(path, (column = { path, count: 0, values: new Map() }))
      column.count++
      const times = column.values.get(value) ?? 0
      if (times > 0 || column.values.size < 64) column.values.set(value, times + 1)
    })
  }
  return columns
}

/** What could be charted, best first; thresholds are not in it. Ties: in more records, then nearer to the top, then by path. */
export function metricCandidates(records: readonly DriftRecord[]): MetricCandidate[] {
  return candidatesOf(columnsOf(records))
}

function candidatesOf(columns: Map<string, Column>): MetricCandidate[] {
  const named = [...columns.values()].filter(({ path }) => !isThresholdName(path))
  const varies = named.some((column) => !isConstant(column))
  return named
    .map((column) => {
      const rank = rankOf(column.path)
      // Facts §2.3: what stays the same while another varies is a setting or a threshold.
      const settled = varies && rank === RANKS.length && column.count > 1 && isConstant(column)
      return { path: column.path, count: column.count, rank: settled ? RANKS.length + 1 : rank }
    })
    .toSorted(
      (a, b) =>
        a.rank - b.rank ||
        b.count - a.count ||
        depthOf(a.path) - depthOf(b.path) ||
        (a.path < b.path ? -1 : 1),
    )
}

/** The same value in at least 80 % of the records that have it. */
function isConstant({ count, values }: Column): boolean {
  return Math.max(...values.values()) >= 0.8 * count
}

function depthOf(path: string): number {
  return path.split(/[.[]/).length
}

/**
 * The metric to begin with, and the thresholds that belong to it; null where no completed record has a number.
 * @param metric one that the person chose; its thresholds are found in the same way
 */
export function proposeMetric(records: readonly DriftRecord[], metric?: string): MetricChoice | null {
  const columns = columnsOf(records)
  const chosen =
    metric !== undefined && columns.has(metric) ? metric : (candidatesOf(columns)[0]?.path ?? null)
  if (chosen === null) return null
  const sense = isPValue(chosen) ? 'below' : 'above'
  return {
    metric: chosen,
    threshold: pairedOf(columns, chosen, 'drift') ?? constantThreshold(records, columns, chosen, sense),
    warning: pairedOf(columns, chosen, 'warning'),
    sense,
  }
}

/** Names of the thresholds of a metric, best first. A level of significance never stands on a statistic's axis. */
function pairNames(metric: string, kind: 'drift' | 'warning'): string[] {
  const name = nameOf(metric)
  const own = [`${kind}_${name}`, `${name}_${kind}`, `${kind}_${name}_threshold`]
  if (kind === 'warning') return [...own, 'warning_distance', 'warning_level', 'warning_threshold']
  if (isPValue(metric))
    return [...own, `${name}_threshold`, 'alpha', 'significance', 'significance_level', 'threshold']
  return [
    ...own,
    `${name}_threshold`,
    `threshold_${name}`,
    ...(name === 'distance' || name.startsWith('mmd') ? ['drift_distance', 'distance_threshold'] : []),
    'critical_value',
    'drift_level',
    'drift_threshold',
    'threshold',
  ]
}

function pairedOf(columns: Map<string, Column>, metric: string, kind: 'drift' | 'warning'): string | null {
  const siblings = parentOf(metric)
  const byName = (name: string) =>
    [...columns.keys()]
      .filter((path) => path !== metric && nameOf(path) === name && !isOfPValue(columns, metric, path))
      .toSorted((a, b) => Number(parentOf(b) === siblings) - Number(parentOf(a) === siblings))
      .at(0)
  for (const name of pairNames(metric, kind)) {
    const path = byName(name)
    if (path !== undefined) return path
  }
  return null
}

/** A plain `threshold` that stands beside a p-value wherever it stands is a level of significance, not the statistic's. */
function isOfPValue(columns: Map<string, Column>, metric: string, path: string): boolean {
  if (isPValue(metric) || nameOf(path) !== 'threshold') return false
  const parent = parentOf(path)
  const beside = [...columns.values()].filter((c) => isPValue(c.path) && parentOf(c.path) === parent)
  return beside.some(({ count }) => count >= (columns.get(path)?.count ?? 0))
}

/**
 * A constant beside a metric that varies may be its threshold under a name of its own, or the seed. It is taken
 * only where it explains the verdicts: some drifted, some did not, and every one agrees with it.
 */
function constantThreshold(
  records: readonly DriftRecord[],
  columns: Map<string, Column>,
  metric: string,
  sense: Sense,
): string | null {
  const varying = columns.get(metric)
  if (!varying || isConstant(varying)) return null
  const parent = parentOf(metric)
  const constants = [...columns.values()].filter(
    (column) =>
      column.path !== metric &&
      parentOf(column.path) === parent &&
      isConstant(column) &&
      !SETTING.test(nameOf(column.path)) &&
      !isThresholdName(column.path) &&
      rankOf(column.path) >= RANKS.length,
  )
  return constants.find(({ path }) => explains(records, metric, path, sense))?.path ?? null
}

function explains(records: readonly DriftRecord[], metric: string, threshold: string, sense: Sense): boolean {
  const seen = new Set<boolean>()
  const [valueIn, limitIn] = [numberReader(metric), numberReader(threshold)]
  for (const { state, parameters, driftDetected } of records) {
    if (state !== 'completed') continue
    const value = valueIn(parameters)
    const limit = limitIn(parameters)
    if (value === null || limit === null) continue
    if (value !== limit && (sense === 'above' ? value > limit : value < limit) !== driftDetected) return false
    seen.add(driftDetected)
  }
  return seen.size === 2
}

/** Statistics with labels permuted, as logged by permutation tests, and where they stand; null where there are none. */
export function permutedIn(leaves: readonly Leaf[]): { path: string; values: readonly number[] } | null {
  for (const leaf of leaves)
    if (leaf.kind === 'numbers' && /(?:^|_)(?:permuted|permutation|null)(?:_|$)/.test(nameOf(leaf.path)))
      return { path: leaf.path, values: leaf.value }
  return null
}
