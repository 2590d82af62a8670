import { type Build, isExecuted, type Stage, workMs } from './build'
import { columnsOfBuild, mergeColumns, type StageAliases, type StageColumn } from './columns'

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

/**
 * Builds × stages, over all builds: none is lost where a stage is renamed, inserted, reordered or listed twice.
 * @param builds newest first
 */
export function stageTable(builds: readonly Build[], aliases: StageAliases = {}): StageTable {
  const sequences = builds.map((build) => columnsOfBuild(build, aliases))
  const columns = mergeColumns(sequences)
  const places = new Map(columns.map(({ key }, i) => [key, i]))
  const cells = builds.map((build, row) => {
    const line: (Stage | null)[] = Array.from({ length: columns.length }, () => null)
    for (const [i, { key }] of sequences[row]!.entries()) line[places.get(key)!] = build.stages[i]!
    return line
  })
  return {
    builds,
    aliases,
    columns: columns.map((column, at) => {
      const stages = cells.map((line) => line[at] ?? null)
      return { ...column, statistics: statisticsOf(stages), history: historyOf(stages) }
    }),
    cell: (row, column) => cells[row]?.[column] ?? null,
    total: statisticsOf(
      builds.map(({ status, durationMs, startedAt, id, name }) => ({
        id,
        name,
        status,
        startedAt,
        durationMs,
        pausedMs: 0,
      })),
    ),
  }
}

/** @param stages newest first; null: a build without it */
function statisticsOf(stages: readonly (Stage | null)[]): StageStatistics {
  const there = stages.filter((stage) => stage !== null)
  const times = there.filter(({ status }) => status === 'success').map(workMs)
  const sorted = Float64Array.from(times).sort()
  const p50 = quantile(sorted, 0.5)
  const last = times[0] ?? null
  return {
    n: times.length,
    p50,
    p95: quantile(sorted, 0.95),
    last,
    change: last === null || p50 === null || p50 === 0 ? null : last / p50 - 1,
    failed: there.filter(({ status }) => status === 'failed').length,
    skipped: there.filter(({ status }) => status === 'skipped').length,
    executed: there.filter(isExecuted).length,
  }
}

function historyOf(stages: readonly (Stage | null)[]): TableColumn['history'] {
  return stages
    .flatMap((stage, row) => (stage?.status === 'success' ? [{ row, ms: workMs(stage) }] : []))
    .toReversed()
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
