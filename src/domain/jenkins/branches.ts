import type { StageComparison, StagePair } from '~/drift/pipeline/two-samples'
import { type Build, workMs } from './build'
import { columnTitle, type StageAliases } from './columns'
import { type Pipeline, type PipelineItem, pipelinesOf } from './pipeline'
import { stageTable } from './stage-table'

/** One stage of two branches, in the order of both. */
export interface BranchStage {
  /** Unique; '' is the whole build. */
  key: string
  title: string
  /** Successful times, in ms, pauses left out. */
  before: readonly number[]
  after: readonly number[]
  /** Whether any build of the branch has the stage, whatever became of it. */
  isInBefore: boolean
  isInAfter: boolean
}

/** Pairs the stages of two branches by name and occurrence, in one order, and the whole builds last. */
export function pairBranches(
  before: readonly Build[],
  after: readonly Build[],
  aliases: StageAliases = {},
): BranchStage[] {
  const table = stageTable([...before, ...after], aliases)
  const split = before.length
  const stages = table.columns.map((column, at) => {
    const rowsOf = (from: number, to: number) =>
      Array.from({ length: to - from }, (_, i) => table.cell(from + i, at)).filter((stage) => stage !== null)
    const sides = [rowsOf(0, split), rowsOf(split, table.builds.length)] as const
    const good = sides.map((side) => side.filter(({ status }) => status === 'success').map(workMs))
    return {
      key: column.key,
      title: columnTitle(column),
      before: good[0]!,
      after: good[1]!,
      isInBefore: sides[0].length > 0,
      isInAfter: sides[1].length > 0,
    }
  })
  const whole = (builds: readonly Build[]) =>
    builds.filter(({ status }) => status === 'success').map(({ durationMs }) => durationMs)
  return [
    ...stages,
    {
      key: '',
      title: 'Whole build',
      before: whole(before),
      after: whole(after),
      isInBefore: before.length > 0,
      isInAfter: after.length > 0,
    },
  ]
}

/** What is tested: stages that both have, and whole builds. */
export const comparable = (stages: readonly BranchStage[]): StagePair[] =>
  stages
    .filter(({ isInBefore, isInAfter }) => isInBefore && isInAfter)
    .map(({ key, before, after }) => ({ key, before, after }))

/** The stages that take another time, the largest difference first. */
export function differing(comparisons: readonly StageComparison[]): StageComparison[] {
  return comparisons
    .filter(({ key, test }) => key !== '' && test !== null && test.pValue <= MAX_P)
    .toSorted((a, b) => Math.abs(b.test!.shift) - Math.abs(a.test!.shift))
}

/** Largest corrected p-value of a difference that is told. */
export const MAX_P = 0.05

/** The other pipelines beside one: the branches of its project. */
export function branchesBeside(items: readonly PipelineItem[], job: string): Pipeline[] {
  const parent = parentOf(job)
  return pipelinesOf(items).filter(({ fullName }) => fullName !== job && parentOf(fullName) === parent)
}

const parentOf = (fullName: string): string => fullName.slice(0, Math.max(0, fullName.lastIndexOf('/')))
