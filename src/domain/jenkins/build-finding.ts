import { formatDuration } from '~/lib/format'
import { type Build, type BuildStatus, isLive, type Stage, STATUS_WORDS, workMs } from './build'
import { criticalPath } from './build-time'

/** How a build ended that did not end well: its stage of that status is what a person looks for. */
const BAD: readonly BuildStatus[] = ['failed', 'unstable', 'aborted']

/**
 * What a build says first: the stage that it stopped in, or is in, else the one that decided most of when it ended.
 * Null: no stage tells.
 */
export function buildFinding(build: Build): string | null {
  const { status, stages, durationMs } = build
  if (isLive(status)) {
    const waiting = stages.findLast((stage) => stage.status === 'paused')
    if (waiting) return `${waiting.name} has waited ${formatDuration(waiting.pausedMs)} for input`
    const under = stages.filter((stage) => stage.status === 'running').map(({ name }) => name)
    return under.length === 0 ? null : `${under.join(', ')} ${under.length === 1 ? 'is' : 'are'} running`
  }
  if (BAD.includes(status)) {
    // A stage that holds others ends as they do: the one that began last is inside of it.
    const inIt = latest(stages.filter((stage) => stage.status === status))
    if (inIt) return `${inIt.name} ${endOf(inIt)} after ${formatDuration(inIt.durationMs)}`
  }
  const path = new Set(criticalPath(build))
  const [longest] = stages.filter(({ id }) => path.has(id)).toSorted((a, b) => workMs(b) - workMs(a))
  const pausedMs = stages.reduce((sum, stage) => sum + stage.pausedMs, 0)
  if (!longest || durationMs === 0) return null
  const share = (ms: number) => `${Math.round((ms / durationMs) * 100)} % of the time`
  return pausedMs > workMs(longest)
    ? `Waiting for input took ${share(pausedMs)}`
    : `${longest.name} took ${share(workMs(longest))}`
}

const latest = (stages: readonly Stage[]): Stage | undefined =>
  stages.toSorted((a, b) => (a.startedAt ?? 0) - (b.startedAt ?? 0)).at(-1)

const endOf = ({ status }: Stage): string =>
  status === 'unstable' ? 'was unstable' : status === 'aborted' ? 'was aborted' : STATUS_WORDS[status]
