import { STATUS_WORDS } from '~/domain/jenkins/build'
import { type BuildTime, buildTime } from '~/domain/jenkins/build-time'
import type { StageStatistics, StageTable } from '~/domain/jenkins/stage-table'
import { stageViewDuration, type StageViewModel } from '~/domain/jenkins/stage-view'
import { counted, formatChange, formatCount, formatDuration } from '~/lib/format'
import { shortened } from '~/lib/shorten'

/** Names of stages are whatever a pipeline calls them: nothing that steers a terminal passes. */
export const plainText = (text: string): string => text.replace(/\p{Cc}/gu, '�')

const LONGEST_NAME = 44
const nameText = (name: string): string => shortened(plainText(name), [LONGEST_NAME - 6, 5])

/** Our table: a stage a line, over all builds, and where the time of the newest one went. */
export function stageLines(table: StageTable): string[] {
  const newest = table.builds.find(({ status }) => status === 'success') ?? table.builds[0]
  if (!newest) return ['No builds.']
  const head = ['Stage', 'n', 'p50', 'p95', 'last', 'Δ last', 'failed', 'skipped']
  const rows = [
    ...table.columns.map(({ name, occurrence, statistics }) =>
      statisticsCells(`${nameText(name)}${occurrence > 0 ? ` (${occurrence + 1})` : ''}`, statistics),
    ),
    statisticsCells('Whole build', table.total),
  ]
  return [
    `${counted(table.builds.length, 'build')}, statistics of successful stages`,
    '',
    ...aligned([head, ...rows]),
    '',
    ...timeLines(`${plainText(newest.name)} (${STATUS_WORDS[newest.status]})`, buildTime(newest)),
  ]
}

function statisticsCells(name: string, s: StageStatistics): string[] {
  return [
    name,
    formatCount(s.n),
    ...[s.p50, s.p95, s.last].map((ms) => formatDuration(ms)),
    formatChange(s.change),
    formatCount(s.failed),
    String(s.skipped),
  ]
}

/** The row that adds up. */
function timeLines(name: string, time: BuildTime): string[] {
  const sum = `${formatDuration(time.stagesMs)} in stages − ${formatDuration(time.savedMs)} side by side + ${formatDuration(time.overheadMs)} outside of stages = ${formatDuration(time.totalMs)}`
  const beside = [
    ...(time.queuedMs === null ? [] : [`waited ${formatDuration(time.queuedMs)} in the queue before`]),
    ...(time.pausedMs > 0 ? [`paused ${formatDuration(time.pausedMs)}`] : []),
  ]
  return [`${name}: ${sum}${beside.length > 0 ? `; ${beside.join(', ')}` : ''}`]
}

/** Stage View's picture: its averages, and a column a build of the one group that it draws. */
export function jenkinsLines({ runGroups, stageData }: StageViewModel): string[] {
  const [drawn] = runGroups
  if (!drawn || drawn.runs.length === 0) return ['No builds.']
  const hidden = runGroups.slice(1).reduce((sum, { runs }) => sum + runs.length, 0)
  const rows = drawn.stageData.map(({ name, avgDurationMillisNoPause }, at) => [
    nameText(name),
    stageViewDuration(avgDurationMillisNoPause),
    ...drawn.runs.map(({ stages }) => {
      const stage = stages[at]
      if (!stage || stage.status === 'NOT_EXECUTED') return ''
      const mark = { FAILED: '×', ABORTED: '–' }[stage.status] ?? ''
      return `${mark}${stageViewDuration(stage.durationMillisNoPause)}`
    }),
  ])
  return [
    `Average stage times: (Average full run time: ~${stageViewDuration(drawn.avgDurationMillisNoPause)})`,
    '',
    ...aligned([['Stage', 'average', ...drawn.runs.map(({ name }) => plainText(name))], ...rows]),
    ...(hidden > 0
      ? [
          '',
          hidden === 1
            ? '1 older build has other stages: Stage View does not show it.'
            : `${formatCount(hidden)} older builds have other stages: Stage View does not show them.`,
        ]
      : stageData.length === 0
        ? ['', 'No build has a stage.']
        : []),
  ]
}

/** The first column at the left, numbers at the right. */
function aligned(rows: readonly (readonly string[])[]): string[] {
  const widths = (rows[0] ?? []).map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows.map((row) =>
    row
      .map((cell, at) => (at === 0 ? cell.padEnd(widths[at]!) : cell.padStart(widths[at]!)))
      .join('  ')
      .trimEnd(),
  )
}
