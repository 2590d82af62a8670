import { verdictOf, type Verdict } from '~/domain/detection/verdict'
import { rowPlaces } from '~/domain/detection/row-places'
import { columnNumbers } from '~/domain/detection/column-words'
import type { CountedFinding } from '~/domain/detection/counted-findings'
import type { DetectorResult } from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'

/** The finding of a result, places named by the rows of the file. */
export function verdictInRows(result: DetectorResult): Verdict {
  return verdictOf(result, null, rowPlaces)
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
): string[] {
  return [
    `${MARKS[verdict.outcome]} ${verdict.title}`,
    verdict.text,
    ...findingLines(findings),
    '',
    ...verdict.facts.map(({ label, value }) => `  ${label}: ${value}`),
    ...listLines(result),
    ...result.notes.map((note) => `  ${note}`),
  ]
}

/** What changed in the data itself, beside the detector's verdict. */
function findingLines(findings: readonly CountedFinding[]): string[] {
  return shortened(
    findings.map(({ text, counts }) => (counts ? `◆ ${text}` : `● ${text} Ignored, as requested.`)),
    'findings in the data',
  )
}

function listLines(result: DetectorResult): string[] {
  switch (result.shape) {
    case 'two-sample':
      return []
    case 'per-column':
      return shortened(
        result.columns.map((c) => `  ${c.drift ? '◆' : '●'} ${c.name}: ${columnNumbers(result, c)}`),
        result.votes ? 'members' : 'columns',
      )
    case 'trace':
      return shortened(
        result.alarms.map(({ start, end, peak, series }, k) => {
          const change = result.changes.find(({ first }) => first === k)
          const mark = change === undefined ? ' ' : change.kind === 'unconfirmed' ? '◇' : '◆'
          const rows = `row ${formatCount(result.rowNumbers[start])}${start === end ? '' : ` to ${formatCount(result.rowNumbers[end])}`}`
          const values = result.series.find((s) => s.name === series)?.values
          return `  ${mark} ${rows}: ${series} ${formatNumber(values?.[peak])}`
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
