import { type Build, isExecuted, type Stage } from './build'

/**
 * Where the time of one build went, so that it adds up:
 * `stagesMs − savedMs + overheadMs = totalMs`. Waiting in the queue came before, and pauses are inside of stages.
 */
export interface BuildTime {
  totalMs: number
  /** All stages added up. */
  stagesMs: number
  /** At least one stage was under way. */
  unionMs: number
  /** What running side by side saved. */
  savedMs: number
  /** No stage was under way: agents that start, gaps. */
  overheadMs: number
  queuedMs: number | null
  pausedMs: number
}

interface Interval {
  start: number
  end: number
}

export function buildTime(build: Build): BuildTime {
  const intervals = build.stages.flatMap((stage) => intervalOf(stage, build))
  const stagesMs = intervals.reduce((sum, { start, end }) => sum + end - start, 0)
  const unionMs = unionOf(intervals)
  return {
    totalMs: build.durationMs,
    stagesMs,
    unionMs,
    savedMs: stagesMs - unionMs,
    overheadMs: build.durationMs - unionMs,
    queuedMs: build.queuedMs,
    pausedMs: build.stages.reduce((sum, { pausedMs }) => sum + pausedMs, 0),
  }
}

/** When a stage was under way, cut to its build: clocks of agents differ, and some go backwards. None: never. */
function intervalOf(stage: Stage, { startedAt, durationMs }: Build): Interval[] {
  if (stage.startedAt === null || !isExecuted(stage)) return []
  const end = Math.min(stage.startedAt + stage.durationMs, startedAt + durationMs)
  const start = Math.max(stage.startedAt, startedAt)
  return end > start ? [{ start, end }] : []
}

function unionOf(intervals: readonly Interval[]): number {
  let sum = 0
  let until = Number.NEGATIVE_INFINITY
  for (const { start, end } of intervals.toSorted((a, b) => a.start - b.start)) {
    sum += Math.max(0, end - Math.max(start, until))
    until = Math.max(until, end)
  }
  return sum
}

/** Ends and beginnings closer than this are the same moment on two clocks. */
const SAME_MOMENT_MS = 100

/**
 * The stages that decide when a build ends: from the last one back, always the one that ended last before this one
 * began. Shortening any other stage shortens nothing.
 * @returns ids, in the order of time
 */
export function criticalPath({ stages }: Build): string[] {
  const ran = stages
    .filter((stage) => stage.startedAt !== null && isExecuted(stage))
    .map((stage) => ({ id: stage.id, start: stage.startedAt!, end: stage.startedAt! + stage.durationMs }))
    .toSorted((a, b) => b.end - a.end || b.start - a.start)
  const path: string[] = []
  let begins = Number.POSITIVE_INFINITY
  for (const { id, start, end } of ran) {
    // Of those that end at one moment, the one that began last came after the others.
    if (end > begins + Math.min(SAME_MOMENT_MS, (end - start) / 2) || start >= begins) continue
    path.push(id)
    begins = start
  }
  return path.toReversed()
}
