import type { Verdict } from '~/domain/detection/verdict'
import { notesBeside } from '~/domain/detection/verdict-notes'
import type { Places } from '~/domain/detection/trace-words'
import { columnPlaces } from '~/domain/detection/column-places'
import { rowPlaces } from '~/domain/detection/row-places'
import { columnNumbers } from '~/domain/detection/column-words'
import { strengthOrder } from '~/domain/detection/strength'
import type { CountedFinding } from '~/domain/detection/counted-findings'
import type { DetectorResult } from '~/drift/results'
import type { Times } from '~/drift/sample'
import { formatCount, formatNumber } from '~/lib/format'

/** How places of a stream are named: by the column that orders it, where there is one, else by the rows of the file. */
export function placesBy(times: Times | null): Places {
  return times === null
    ? rowPlaces
    : columnPlaces(
        { name: times.column, kind: times.unit === 'ms' ? 'time' : 'number' },
        ({ positions }, index) => times.values[positions[index] ?? -1] ?? Number.NaN,
      )
}

/** Alarms and columns beyond this are counted and not listed: `--json` has all. */
const MOST_LISTED = 20

/** ◇ stands for alarms that are no drift, ◌ for a verdict that no data allows. */
const MARKS = { drift: '◆', unconfirmed: '◇', 'no-drift': '●', undecided: '◌' } as const

/** A result for people: the sentence first, then its numbers, then what one must know. */
export function resultLines(
  result: DetectorResult,
  verdict: Verdict,
  findings: readonly CountedFinding[],
  places: Places,
): string[] {
  return [
    `${MARKS[verdict.outcome]} ${verdict.title}`,
    verdict.text,
    ...findingLines(findings),
    '',
    ...verdict.facts.map(({ label, value }) => `  ${label}: ${value}`),
    ...listLines(result, places),
    ...notesBeside(verdict, result.notes).map((note) => `  ${note}`),
  ]
}

/** What changed in the data itself, beside the detector's verdict. */
function findingLines(findings: readonly CountedFinding[]): string[] {
  return shortened(
    findings.map(({ text, counts }) => (counts ? `◆ ${text}` : `● ${text} Ignored, as requested.`)),
    'findings in the data',
  )
}

function listLines(result: DetectorResult, places: Places): string[] {
  switch (result.shape) {
    case 'two-sample':
      return []
    case 'per-column': {
      // Where not all are listed, those that changed most are.
      const columns =
        result.columns.length > MOST_LISTED && !result.votes
          ? result.columns.toSorted(strengthOrder(result))
          : result.columns
      return shortened(
        columns.map((c) => `  ${c.drift ? '◆' : '●'} ${c.name}: ${columnNumbers(result, c)}`),
        result.votes ? 'members' : 'columns',
      )
    }
    case 'trace':
      return shortened(
        result.alarms.map(({ start, end, peak, series }, k) => {
          const change = result.changes.find(({ first }) => first === k)
          const mark = change === undefined ? ' ' : change.kind === 'unconfirmed' ? '◇' : '◆'
          const from = places.at(result, start)
          const where = start === end ? from : `${from} to ${places.at(result, end)}`
          const values = result.series.find((s) => s.name === series)?.values
          return `  ${mark} ${where}: ${series} ${formatNumber(values?.[peak])}`
        }),
        'alarms',
      )
  }
}

function shortened(lines: readonly string[], what: string): string[] {
  return lines.length <= MOST_LISTED
    ? [...lines]
    : [
        ...lines.slice(0, MOST_LISTED),
        `  and ${formatCount(lines.length - MOST_LISTED)} more ${what} (--json has all)`,
      ]
}
