import type { Build, BuildStatus } from './build'

/**
 * Stage View exactly: what the Jenkins plugin of that name makes of the answer of `wfapi/runs` before it draws it
 * (pipeline-stage-view, `runs-stage-grouped.js`). Its faults are kept, since this is for comparison with what people see
 * there: a stage counts in its average whatever became of it, stages of one name are one, and builds whose stages differ
 * from those of newer ones stand in a group of their own, which is never drawn.
 */

/** A stage as the server sends it; whatever else it holds is kept. */
export interface StageViewStage {
  name: string
  status: string
  startTimeMillis: number
  durationMillis: number
  pauseDurationMillis?: number | undefined
}

/** A build as the server sends it; whatever else it holds is kept. */
export interface StageViewRun {
  name: string
  status: string
  startTimeMillis: number
  durationMillis: number
  pauseDurationMillis: number
  stages: readonly StageViewStage[]
}

interface Estimate {
  percentCompleteEstimate?: number
  timeRemainingEstimate?: number
}

interface DrawnStage extends StageViewStage, Estimate {
  endTimeMillis?: number
  durationMillisNoPause?: number
  /** 1 to 1.5, by its share of its own build. */
  emphasise?: number
}

interface DrawnRun extends Omit<StageViewRun, 'stages'>, Estimate {
  stages: DrawnStage[]
  endTimeMillis?: number
  durationMillisNoPause: number
}

/** A column: its name alone where no build of the group ran it. */
export interface StageTotals {
  name: string
  runs?: number
  durationMillis?: number
  durationMillisNoPause?: number
  avgDurationMillis?: number
  avgDurationMillisNoPause?: number
}

interface Totals {
  stageData: StageTotals[]
  /** Successful ones. */
  numRuns: number
  numStages: number
  durationMillis: number
  durationMillisNoPause: number
  avgDurationMillis: number
  avgDurationMillisNoPause: number
}

export interface StageViewGroup extends Totals {
  runs: DrawnRun[]
}

/** The plugin's model, with its keys. Only the first group is drawn. */
export interface StageViewModel extends Partial<Totals> {
  stageData: StageTotals[]
  runGroups: StageViewGroup[]
}

/** Builds that the server hands out, and Stage View shows. */
export const STAGE_VIEW_RUNS = 10

/** @param runs newest first, as the server sends them */
export function stageViewModel(runs: readonly StageViewRun[]): StageViewModel {
  const drawn = runs.map(drawnRun)
  const totals = drawn.length > 0 ? addTotals(drawn, []) : { stageData: [] }
  for (const run of drawn) {
    setEnd(run)
    run.stages.forEach(setEnd)
  }
  return { ...totals, runGroups: grouped(drawn) }
}

function drawnRun(run: StageViewRun): DrawnRun {
  return {
    ...run,
    stages: run.stages.map((stage) => ({ ...stage })),
    durationMillisNoPause: run.durationMillis - run.pauseDurationMillis,
  }
}

function setEnd(timed: DrawnRun | DrawnStage): void {
  if (timed.startTimeMillis > 0) timed.endTimeMillis = timed.startTimeMillis + timed.durationMillis
}

/** Newest to oldest: a build joins while its stages are those of the columns so far, as far as both go. */
function grouped(runs: readonly DrawnRun[]): StageViewGroup[] {
  const groups: { columns: StageTotals[]; runs: DrawnRun[] }[] = [{ columns: [], runs: [] }]
  for (const run of runs) {
    const open = groups.at(-1)!
    const joins = run.stages.every(({ name }, i) => (open.columns[i] ?? { name }).name === name)
    const group = joins ? open : { columns: [], runs: [] }
    if (!joins) groups.push(group)
    for (const { name } of run.stages.slice(group.columns.length)) group.columns.push({ name })
    group.runs.push(run)
  }
  return groups.map(({ columns, runs: members }) => {
    const totals = addTotals(members, columns)
    for (const run of members)
      for (const { name } of columns.slice(run.stages.length))
        run.stages.push({
          name,
          status: 'NOT_EXECUTED',
          startTimeMillis: 0,
          endTimeMillis: 0,
          durationMillis: 0,
          emphasise: 1,
        })
    return { ...totals, runs: members }
  })
}

/** @param stageData columns that are there already; stages are looked up in it by name, the first wins */
function addTotals(runs: readonly DrawnRun[], stageData: StageTotals[]): Totals {
  const totals: Totals = {
    stageData,
    numRuns: 0,
    numStages: 0,
    durationMillis: 0,
    durationMillisNoPause: 0,
    avgDurationMillis: 0,
    avgDurationMillisNoPause: 0,
  }
  const known = new Map<string, StageTotals>()
  for (const stage of stageData) if (!known.has(stage.name)) known.set(stage.name, stage)
  let endToEnd = 0
  for (const run of runs) {
    if (run.status === 'SUCCESS') {
      totals.numRuns += 1
      if (run.stages.length > 0 && run.stages[0]?.status !== 'NOT_EXECUTED') {
        endToEnd += 1
        totals.durationMillis += run.durationMillis
        totals.durationMillisNoPause += run.durationMillisNoPause
        totals.avgDurationMillis = Math.floor(totals.durationMillis / endToEnd)
        totals.avgDurationMillisNoPause = Math.floor(totals.durationMillisNoPause / endToEnd)
      }
    }
    for (const stage of run.stages) {
      totals.numStages += 1
      if (stage.status !== 'NOT_EXECUTED') addStage(stage, run, stageData, known)
    }
  }
  for (const run of runs) addEstimates(run, totals.avgDurationMillisNoPause, known)
  return totals
}

function addStage(
  stage: DrawnStage,
  run: DrawnRun,
  stageData: StageTotals[],
  known: Map<string, StageTotals>,
): void {
  let column = known.get(stage.name)
  if (!column) {
    column = { name: stage.name }
    known.set(stage.name, column)
    stageData.push(column)
  }
  const noPause = stage.durationMillis - (stage.pauseDurationMillis ?? 0)
  stage.durationMillisNoPause = noPause
  const counted = (column.runs ?? 0) + 1
  column.runs = counted
  column.durationMillis = (column.durationMillis ?? 0) + stage.durationMillis
  column.durationMillisNoPause = (column.durationMillisNoPause ?? 0) + noPause
  column.avgDurationMillis = Math.floor(column.durationMillis / counted)
  column.avgDurationMillisNoPause = Math.floor(column.durationMillisNoPause / counted)
  stage.emphasise = Math.min(noPause / run.durationMillisNoPause / 2 + 1, 1.5)
}

const UNDER_WAY = ['IN_PROGRESS', 'PAUSED_PENDING_INPUT']

function addEstimates(run: DrawnRun, average: number, known: ReadonlyMap<string, StageTotals>): void {
  if (!UNDER_WAY.includes(run.status)) return
  estimate(run, average, run.durationMillisNoPause)
  for (const stage of run.stages)
    if (stage.percentCompleteEstimate === undefined && UNDER_WAY.includes(stage.status))
      estimate(
        stage,
        known.get(stage.name)?.avgDurationMillisNoPause ?? Number.NaN,
        stage.durationMillisNoPause ?? 0,
      )
}

/** Never more than 98 %: it would look done. */
function estimate(timed: Estimate, average: number, soFar: number): void {
  timed.percentCompleteEstimate = Math.floor(Math.max(1, Math.min(98, (soFar / average) * 100)))
  const left = Math.max(0, average - soFar)
  if (left > 0) timed.timeRemainingEstimate = left
}

const UNITS = [
  ['y', 365 * 24 * 3_600_000],
  ['d', 24 * 3_600_000],
  ['h', 3_600_000],
  ['min', 60_000],
  ['s', 1000],
] as const

/** A duration as Stage View prints it: cut, not rounded, by its two largest units: "744ms", "2s", "7min 14s". */
export function stageViewDuration(ms: number | undefined): string {
  if (ms === undefined || !Number.isFinite(ms)) return '0ms'
  const first = UNITS.findIndex(([, size]) => ms >= size)
  if (first < 0) return `${Math.max(0, Math.floor(ms))}ms`
  const [[unit, size], next] = [UNITS[first]!, UNITS[first + 1]]
  const whole = `${Math.floor(ms / size)}${unit}`
  if (!next) return whole
  return `${whole} ${Math.floor((ms % size) / next[1])}${next[0]}`
}

const WORDS: Readonly<Record<BuildStatus, string>> = {
  success: 'SUCCESS',
  unstable: 'UNSTABLE',
  failed: 'FAILED',
  aborted: 'ABORTED',
  running: 'IN_PROGRESS',
  paused: 'PAUSED_PENDING_INPUT',
  queued: 'IN_PROGRESS',
  skipped: 'NOT_EXECUTED',
  unknown: 'IN_PROGRESS',
}

/** The newest builds as Stage View is sent them. @param builds newest first */
export function stageViewRuns(builds: readonly Build[]): StageViewRun[] {
  return builds.slice(0, STAGE_VIEW_RUNS).map((build) => ({
    id: build.id,
    name: build.name,
    status: WORDS[build.status],
    startTimeMillis: build.startedAt,
    durationMillis: build.durationMs,
    // It never is anything else: only stages are told their pauses.
    pauseDurationMillis: 0,
    stages: build.stages.map((stage) => ({
      name: stage.name,
      status: WORDS[stage.status],
      startTimeMillis: stage.startedAt ?? 0,
      durationMillis: stage.durationMs,
      pauseDurationMillis: stage.pausedMs,
    })),
  }))
}
