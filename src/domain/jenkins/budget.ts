import { type Build, isLive, type Stage, workMs } from './build'
import { columnTitle } from './columns'
import type { StageTable } from './stage-table'

/** How long a pipeline and its stages may take, in ms, as a person set it. */
export interface Budgets {
  /** Of a whole build; null: none is set. */
  total: number | null
  /** By the title of the column. */
  stages: Readonly<Record<string, number>>
}

export const NO_BUDGETS: Budgets = { total: null, stages: {} }

const UNITS: Readonly<Record<string, number>> = {
  ms: 1,
  s: 1000,
  sec: 1000,
  second: 1000,
  seconds: 1000,
  m: 60_000,
  min: 60_000,
  minute: 60_000,
  minutes: 60_000,
  h: 3_600_000,
  hour: 3_600_000,
  hours: 3_600_000,
}

/** Longer than any build: the rest is a slip of the hand. */
const LONGEST_MS = 30 * 24 * 3_600_000

const HOW = 'Type a duration with its unit, for example 5 min, 300 s or 1h 30min.'

/** What a person typed: a duration in ms, no budget, or the sentence that says what is wrong. */
export type TypedBudget = { ok: true; ms: number | null } | { ok: false; why: string }

/** Reads "5 min", "300 s", "7min 14s", "1,5 h"; an empty text is no budget. */
export function typedBudget(text: string): TypedBudget {
  const plain = text.trim().toLowerCase()
  if (plain === '') return { ok: true, ms: null }
  const parts = [...plain.matchAll(/(\d+(?:[.,]\d+)?)\s*([a-z]*)\s*/g)]
  if (parts.map(([part]) => part).join('') !== plain)
    return { ok: false, why: `“${text.trim()}” is not a duration. ${HOW}` }
  let ms = 0
  for (const [, count = '', unit = ''] of parts) {
    if (unit === '') return { ok: false, why: `${count} of what? ${HOW}` }
    const { [unit]: size } = UNITS
    if (size === undefined) return { ok: false, why: `“${unit}” is not a known unit of time. ${HOW}` }
    ms += Number(count.replace(',', '.')) * size
  }
  if (ms <= 0)
    return { ok: false, why: 'A budget must be longer than 0. Leave the field empty for no budget.' }
  if (ms > LONGEST_MS) return { ok: false, why: 'A budget can be at most 30 days.' }
  return { ok: true, ms: Math.round(ms) }
}

/** How a budget was kept. */
export interface BudgetKept {
  over: number
  /** Executions that count. */
  judged: number
  /** The newest build that was over; null: none was. */
  last: Build | null
}

/**
 * Which executions took longer than their budget. One that did not succeed counts only where it was over: what ended
 * early kept no budget. Pauses are left out of stages, as everywhere.
 * @param executions newest first
 */
function keptBy(executions: readonly { build: Build; stage: Stage }[], budgetMs: number): BudgetKept {
  const judged = executions.filter(({ stage }) => countsFor(stage, budgetMs))
  const over = judged.filter(({ stage }) => isOver(stage, budgetMs))
  return { over: over.length, judged: judged.length, last: over[0]?.build ?? null }
}

function countsFor(stage: Stage, budgetMs: number): boolean {
  return stage.status === 'success' || stage.status === 'unstable' || isOver(stage, budgetMs)
}

function isOver(stage: Stage, budgetMs: number): boolean {
  return stage.status !== 'skipped' && workMs(stage) > budgetMs
}

/** How the budgets were kept: of the whole build, and by the key of each column that has one. */
export function budgetsKept(
  table: StageTable,
  budgets: Budgets,
): { total: BudgetKept | null; stages: ReadonlyMap<string, BudgetKept> } {
  const stages = new Map<string, BudgetKept>()
  for (const [at, column] of table.columns.entries()) {
    const { [columnTitle(column)]: budgetMs } = budgets.stages
    if (budgetMs === undefined) continue
    const executions = table.builds.flatMap((build, row) => {
      const stage = table.cell(row, at)
      return stage ? [{ build, stage }] : []
    })
    stages.set(column.key, keptBy(executions, budgetMs))
  }
  const builds = table.builds.map((build) => ({ build, stage: wholeAsStage(build) }))
  return { total: budgets.total === null ? null : keptBy(builds, budgets.total), stages }
}

/** A build under way counts once it is over its budget. */
function wholeAsStage({ id, name, status, startedAt, durationMs }: Build): Stage {
  return { id, name, status: isLive(status) ? 'running' : status, startedAt, durationMs, pausedMs: 0 }
}

/** Budgets as a file holds them; null: it is none. Times that are no positive numbers are left out. */
export function budgetsFromJson(text: string): Budgets | null {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  return budgetsOf(value)
}

/** What a file or the storage holds, as far as it is one. */
function budgetsOf(value: unknown): Budgets | null {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return null
  const { total, stages } = value as Record<string, unknown>
  if (typeof stages !== 'object' || stages === null || Array.isArray(stages)) return null
  const entries = Object.entries(stages).filter((entry): entry is [string, number] => isBudget(entry[1]))
  return { total: isBudget(total) ? total : null, stages: Object.fromEntries(entries) }
}

const isBudget = (ms: unknown): ms is number => typeof ms === 'number' && ms > 0 && ms <= LONGEST_MS
