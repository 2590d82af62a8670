import { type Build, type BuildStatus, isExecuted, type Stage, STATUS_WORDS, workMs } from './build'
import { columnsOfNames, mergeColumns, type StageAliases, type StageColumn } from './columns'

/** What a column holds over all builds. Times are those of successful cells, pauses left out. */
export interface StageStatistics {
  /** Successful cells. */
  n: number
  p50: number | null
  p95: number | null
  /** The newest successful cell. */
  last: number | null
  /** Last against the median, as a share of the median: 0.1 is 10 % slower. */
  change: number | null
  failed: number
  skipped: number
  /** Cells that did any work, whatever became of them. */
  executed: number
}

export interface TableColumn extends StageColumn {
  statistics: StageStatistics
  /** Of successful cells, oldest first, with the build each belongs to (row of the table). */
  history: { row: number; ms: number }[]
}

export interface StageTable {
  builds: readonly Build[]
  columns: readonly TableColumn[]
  /** Renames that its columns are joined by. */
  aliases: StageAliases
  /** A build's stage in a column; null: it has none. */
  cell: (row: number, column: number) => Stage | null
  /** Of successful builds. */
  total: StageStatistics
}

/** Builds as arrays, so that a worker can be given hundreds of them at little cost. */
export interface PackedBuilds {
  /** Names of stages in their order: each order that occurs, that of the newest build first. */
  shapes: readonly (readonly string[])[]
  /** Of each build, newest first: which shape it has, its status, and how long it took. */
  shapeOf: Uint32Array
  buildStatuses: Uint8Array
  buildMs: Float64Array
  /** Of each stage, build after build: its status, and its time at work. */
  statuses: Uint8Array
  workMs: Float64Array
}

/** What a worker makes of packed builds. */
export interface TabulatedStages {
  columns: readonly (StageColumn & { statistics: StageStatistics })[]
  total: StageStatistics
  shapeOf: Uint32Array
  /** Shapes × columns: which stage of such a build stands in the column; −1: none. */
  stageAt: Int32Array
  /** Of each column, oldest first: rows of successful cells, and their times. */
  historyRows: readonly Uint32Array[]
  historyMs: readonly Float64Array[]
}

const STATUS_CODES = Object.keys(STATUS_WORDS) as BuildStatus[]
const CODES = new Map(STATUS_CODES.map((status, code) => [status, code]))
const [SUCCESS, FAILED, SKIPPED, QUEUED] = (['success', 'failed', 'skipped', 'queued'] as const).map(
  (status) => CODES.get(status)!,
)

/**
 * Builds × stages, over all builds: none is lost where a stage is renamed, inserted, reordered or listed twice.
 * @param builds newest first
 */
export function stageTable(builds: readonly Build[], aliases: StageAliases = {}): StageTable {
  return tableOf(builds, tabulate(packBuilds(builds), aliases), aliases)
}

/** Shapes that a build's is compared with before it counts as a new one: a double costs time and changes nothing. */
const MOST_COMPARED_SHAPES = 64

/** @param builds newest first */
export function packBuilds(builds: readonly Build[]): PackedBuilds {
  const cells = builds.reduce((sum, { stages }) => sum + stages.length, 0)
  const shapes: string[][] = []
  const packed = {
    shapes,
    shapeOf: new Uint32Array(builds.length),
    buildStatuses: new Uint8Array(builds.length),
    buildMs: new Float64Array(builds.length),
    statuses: new Uint8Array(cells),
    workMs: new Float64Array(cells),
  }
  let at = 0
  for (const [row, { stages, status, durationMs }] of builds.entries()) {
    packed.buildStatuses[row] = CODES.get(status)!
    packed.buildMs[row] = durationMs
    let shape = shapes.findLastIndex(
      (names, k) => k >= shapes.length - MOST_COMPARED_SHAPES && isShape(names, stages),
    )
    if (shape < 0) shape = shapes.push(stages.map(({ name }) => name)) - 1
    packed.shapeOf[row] = shape
    for (const stage of stages) {
      packed.statuses[at] = CODES.get(stage.status)!
      packed.workMs[at] = workMs(stage)
      at++
    }
  }
  return packed
}

function isShape(names: readonly string[], stages: readonly Stage[]): boolean {
  return names.length === stages.length && names.every((name, i) => name === stages[i]!.name)
}

/** The columns of all builds, their statistics and histories: all of a table that takes time. */
export function tabulate(packed: PackedBuilds, aliases: StageAliases): TabulatedStages {
  const { shapes, shapeOf, statuses, workMs: times } = packed
  const counts = new Uint32Array(shapes.length)
  for (const shape of shapeOf) counts[shape]!++
  const sequences = shapes.map((names, shape) => ({
    columns: columnsOfNames(names, aliases),
    count: counts[shape]!,
  }))
  const columns = mergeColumns(sequences)
  const width = columns.length
  const places = new Map(columns.map(({ key }, i) => [key, i]))
  const stageAt = new Int32Array(shapes.length * width).fill(-1)
  for (const [shape, sequence] of sequences.entries())
    for (const [i, { key }] of sequence.columns.entries()) stageAt[shape * width + places.get(key)!] = i
  const starts = new Uint32Array(shapeOf.length)
  for (let row = 1; row < shapeOf.length; row++)
    starts[row] = starts[row - 1]! + shapes[shapeOf[row - 1]!]!.length
  const found = columns.map((_, at) => {
    const cells: number[] = []
    const rows: number[] = []
    for (let row = 0; row < shapeOf.length; row++) {
      const stage = stageAt[shapeOf[row]! * width + at]!
      if (stage < 0) continue
      const cell = starts[row]! + stage
      cells.push(cell)
      if (statuses[cell] === SUCCESS) rows.push(row)
    }
    const ms = Float64Array.from(
      cells.filter((cell) => statuses[cell] === SUCCESS),
      (cell) => times[cell]!,
    )
    return {
      statistics: statisticsOf(
        cells.map((cell) => statuses[cell]!),
        ms,
      ),
      rows,
      ms,
    }
  })
  const whole = packed.buildMs.filter((_, row) => packed.buildStatuses[row] === SUCCESS)
  return {
    columns: columns.map((column, at) => ({ ...column, statistics: found[at]!.statistics })),
    total: statisticsOf([...packed.buildStatuses], whole),
    shapeOf,
    stageAt,
    historyRows: found.map(({ rows }) => Uint32Array.from(rows).reverse()),
    historyMs: found.map(({ ms }) => ms.reverse()),
  }
}

/** @param builds those that were packed, in their order @param aliases with which they were tabulated */
export function tableOf(
  builds: readonly Build[],
  tabulated: TabulatedStages,
  aliases: StageAliases,
): StageTable {
  const { columns, shapeOf, stageAt, historyRows, historyMs, total } = tabulated
  const width = columns.length
  return {
    builds,
    aliases,
    columns: columns.map((column, at) => ({
      ...column,
      history: Array.from(historyRows[at]!, (row, i) => ({ row, ms: historyMs[at]![i]! })),
    })),
    cell: (row, column) => {
      const shape = shapeOf[row]
      const stage = shape === undefined || column >= width ? -1 : (stageAt[shape * width + column] ?? -1)
      return builds[row]?.stages[stage] ?? null
    },
    total,
  }
}

/** @param statuses of all cells @param ms of the successful ones, newest first */
function statisticsOf(statuses: readonly number[], ms: Float64Array): StageStatistics {
  const sorted = ms.toSorted()
  const p50 = quantile(sorted, 0.5)
  const last = ms[0] ?? null
  const count = (code: number) => statuses.reduce((sum, one) => (one === code ? sum + 1 : sum), 0)
  const skipped = count(SKIPPED!)
  return {
    n: ms.length,
    p50,
    p95: quantile(sorted, 0.95),
    last,
    change: last === null || p50 === null || p50 === 0 ? null : last / p50 - 1,
    failed: count(FAILED!),
    skipped,
    executed: statuses.length - skipped - count(QUEUED!),
  }
}

/** Between the two neighbours, as most libraries have it (Hyndman & Fan's seventh); null of nothing. */
export function quantile(sorted: Float64Array, q: number): number | null {
  if (sorted.length === 0) return null
  const place = (sorted.length - 1) * q
  const low = Math.floor(place)
  const from = sorted[low]!
  return from + ((sorted[low + 1] ?? from) - from) * (place - low)
}

/** How far a cell is from its stage's own median: −3 (much faster) to 3 (much slower). */
export type Deviation = -3 | -2 | -1 | 0 | 1 | 2 | 3

/** From which factor on a cell counts as deviating, at each level. */
export const DEVIATION_STEPS = [1.1, 1.25, 1.6] as const

/** And by how much at least: a stage of one second is not slow because it took two. */
export const LEAST_DEVIATION_MS = 2000

/** @param median of the stage's successful cells; null: there is none to compare with */
export function deviationOf(ms: number, median: number | null): Deviation {
  if (median === null || median <= 0 || Math.abs(ms - median) < LEAST_DEVIATION_MS) return 0
  const factor = Math.max(ms / median, median / Math.max(ms, 1))
  const level = DEVIATION_STEPS.filter((step) => factor >= step).length
  return (ms > median ? level : level === 0 ? 0 : -level) as Deviation
}

/** One column of two builds. */
export interface StageDifference {
  column: StageColumn
  before: Stage | null
  after: Stage | null
  /** After minus before, where both did work. */
  deltaMs: number | null
  /** As a share of before. */
  share: number | null
}

/** Two builds, stage by stage, in one order. */
export function compareBuilds(before: Build, after: Build, aliases: StageAliases = {}): StageDifference[] {
  const table = stageTable([after, before], aliases)
  return table.columns.map((column, at) => {
    const [now, was] = [table.cell(0, at), table.cell(1, at)]
    const both = now !== null && was !== null && isExecuted(now) && isExecuted(was)
    const deltaMs = both ? workMs(now) - workMs(was) : null
    const share = deltaMs === null || !was || workMs(was) === 0 ? null : deltaMs / workMs(was)
    const { key, name, occurrence } = column
    return { column: { key, name, occurrence }, before: was, after: now, deltaMs, share }
  })
}
