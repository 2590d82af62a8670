import { memo } from 'react'
import { Sparkline } from '~/charts/inline/sparkline'
import { curveOfText } from '~/domain/mlflow/table/aggregates'
import { choiceOfText, partsOfColumn } from '~/domain/mlflow/table/column-id'
import { minuteText } from '~/lib/dates'
import { formatCount, formatDuration, formatNumber, significant } from '~/lib/format'
import { type TableGroup, type TableWindow, UNLOADED_CODE, type WindowCells } from '~/queries/mlflow/runs'
import { type GridColumn, printedCell } from '~/ui/grid/grid-column'
import { RunStatusBadge } from '~/ui/words/run-status'
import type { CellValue } from '~/ui/lists/table-rows'
import { NAME_COLUMN } from './settings'
import styles from './page.module.css'
import { ownOf } from '~/lib/own'

/** Names of what a run has besides metrics, parameters and tags, and what their numbers are. */
const ATTRIBUTES: Readonly<
  Record<string, { title: string; width: number; narrow?: number; as?: 'time' | 'duration' | 'state' }>
> = {
  run_name: { title: 'Run', width: 220, narrow: 160 },
  status: { title: 'State', width: 110, as: 'state', narrow: 60 },
  start_time: { title: 'Started', width: 156, as: 'time' },
  end_time: { title: 'Ended', width: 156, as: 'time' },
  duration: { title: 'Duration', width: 96, as: 'duration' },
  user_id: { title: 'User', width: 140 },
  run_id: { title: 'Run id', width: 150 },
  artifact_uri: { title: 'Files at', width: 240 },
  lifecycle_stage: { title: 'Lifecycle', width: 96 },
  experiment_id: { title: 'Experiment id', width: 110 },
}

/** What a column is called: attributes by their words, the rest by their keys. */
export function titleOf(id: string): string {
  const choice = choiceOfText(id)
  const parts = choice && partsOfColumn(choice.column)
  if (!parts) return id
  if (parts.kind === 'attribute') return ownOf(ATTRIBUTES, parts.key)?.title ?? parts.key
  const { mode = 'last' } = choice
  if (mode === 'last') return parts.key
  return `${parts.key} ${typeof mode === 'string' ? mode : `at step ${mode.step}`}`
}

/** Stands for a value whose history is not loaded. */
export const NOT_LOADED = '…'

const WORDS = { attribute: '', metric: 'metric', param: 'parameter', tag: 'tag' } as const

/**
 * How a column of the worker is set in the table; a group's mean and deviation need more room.
 * @param isNarrow on a phone: a run's name, its state's mark and a first metric stand side by side
 */
export function gridColumn(
  id: string,
  isNumeric: boolean,
  isGrouped: boolean,
  isNarrow: boolean,
): GridColumn {
  const parts = partsOfColumn(id)
  const attribute = parts?.kind === 'attribute' ? ownOf(ATTRIBUTES, parts.key) : undefined
  const title = titleOf(id)
  // A mean with its deviation; parameters of a group are mostly the same.
  const leastWidth = () => (isNarrow || !isGrouped || !isNumeric ? 96 : parts?.kind === 'metric' ? 152 : 120)
  const base = {
    key: id,
    title,
    width:
      (isNarrow ? attribute?.narrow : undefined) ??
      attribute?.width ??
      Math.min(220, Math.max(leastWidth(), title.length * 8 + 40)),
    kind: isNumeric && attribute?.as !== 'time' ? ('number' as const) : ('text' as const),
  }
  if (choiceOfText(id)?.mode === 'curve')
    return {
      ...base,
      width: 112,
      kind: 'text',
      isUnsortable: true,
      isPicture: true,
      render: (value) => <Curve text={value} />,
    }
  switch (attribute?.as) {
    case 'state':
      return {
        ...base,
        kind: 'text',
        render: (value) => (typeof value === 'string' ? <StateCell text={value} isShort={isNarrow} /> : '–'),
      }
    case 'time':
      return { ...base, render: (value) => (typeof value === 'number' ? minuteText(value) : (value ?? '–')) }
    case 'duration':
      return {
        ...base,
        render: (value) => (typeof value === 'number' ? formatDuration(value) : (value ?? '–')),
      }
    case undefined:
      return isGrouped && (id === NAME_COLUMN || parts?.kind === 'metric')
        ? {
            ...base,
            render: (value) =>
              typeof value === 'string' ? (
                <GroupText text={value} isShort={isNarrow && parts?.kind === 'metric'} />
              ) : (
                printedCell(value)
              ),
          }
        : base
  }
}

/** Of a group: its name before how many it has, its mean before the deviation. Other texts stand as they are. */
function GroupText({ text, isShort }: { text: string; isShort: boolean }) {
  const [, first, rest] = /^(.+?) (± \S+|· [\d\s]+ (?:runs?|sites?))$/s.exec(text) ?? []
  if (first === undefined) return <>{text}</>
  return (
    <>
      <b className={styles['mean']}>{first}</b>
      {isShort ? null : <span className={styles['beside']}> {rest?.replace('· ', '')}</span>}
    </>
  )
}

/** One of MLflow's states; of a group whose runs differ, the one that needs a look, and how many have it. */
function StateCell({ text, isShort }: { text: string; isShort: boolean }) {
  const [status = '', ...share] = text.split(' ')
  return <RunStatusBadge status={status} isShort={isShort} share={share.join(' ')} />
}

/** A run's curve; of a group the mean of its runs' curves, with their standard deviation around it. */
const Curve = memo(function Curve({ text }: { text: CellValue }) {
  if (typeof text !== 'string') return <>–</>
  if (text === NOT_LOADED) return <>{text}</>
  const { values, sd } = curveOfText(text)
  const known = values.filter(Number.isFinite)
  if (known.length === 0) return <>no finite value</>
  if (values.length === 1) return <span className={styles['beside']}>one value</span>
  const from = formatNumber(known[0])
  const to = formatNumber(known.at(-1))
  const label = `${sd === null ? '' : 'mean '}from ${from} to ${to}`
  return (
    <span className={styles['curve']}>
      <Sparkline values={values} band={sd} width={88} height={20} label={label} />
    </span>
  )
})

/** The kind of a column, in a word: for the list of columns. */
export const kindWord = (id: string): string => WORDS[partsOfColumn(id)?.kind ?? 'attribute']

/** What a cell holds; null where there is nothing, or it is not here yet. @param at the column's place in the view */
export function cellIn(window: TableWindow, at: number | undefined, place: number): CellValue {
  const cells: WindowCells | undefined = at === undefined ? undefined : window.cells[at]
  const row = place - window.from
  if (!cells || row < 0 || row >= window.ids.length) return null
  if (cells.type === 'text') {
    const code = cells.codes[row] ?? 0
    return code === UNLOADED_CODE ? NOT_LOADED : (cells.texts[code - 1] ?? null)
  }
  if (cells.isMissing[row] === 1) return null
  if (cells.isMissing[row] === 2) return NOT_LOADED
  const value = cells.values[row] ?? null
  // A number that is none is told as such, not as a gap.
  return value !== null && !Number.isFinite(value) ? String(value).replace('Infinity', '∞') : value
}

/** What stands in a group's line: its mean and spread, or what its runs share. */
export function groupCell(group: TableGroup, at: number | undefined, key: string): CellValue {
  const summary = at === undefined ? undefined : group.summaries[at]
  if (!summary) return null
  if (summary.type === 'unloaded') return NOT_LOADED
  if (summary.type === 'curve') return summary.text
  if (summary.type === 'number') {
    if (summary.mean === null) return null
    if (key === 'attribute:duration') return formatDuration(summary.mean)
    if (key === 'attribute:start_time' || key === 'attribute:end_time')
      return summary.max === null ? null : minuteText(summary.max)
    return summary.sd === null || summary.min === summary.max
      ? formatNumber(summary.mean)
      : `${formatNumber(summary.mean)} ± ${formatNumber(significant(summary.sd, 2))}`
  }
  if (summary.common !== null) return summary.common
  if (summary.distinct <= 1) return null
  return key === 'attribute:status' ? worstState(summary) : `${formatCount(summary.distinct)} values`
}

/** What needs a look comes first. */
const STATES = ['FAILED', 'KILLED', 'RUNNING', 'SCHEDULED']

/** "FAILED 1 of 2". */
function worstState({ counts, count }: Extract<TableGroup['summaries'][number], { type: 'text' }>): string {
  const worst = STATES.flatMap((state) => counts.filter(({ text }) => text === state))[0] ?? counts[0]
  return worst ? `${worst.text} ${formatCount(worst.count)} of ${formatCount(count)}` : ''
}
