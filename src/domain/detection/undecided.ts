import type { DetectorResult, PerColumnResult, TraceResult } from '~/drift/results'
import { formatCount, formatNumber } from '~/lib/format'
import { judgedPlaces } from './judged-places'

/**
 * Why a result without drift says nothing, as title and text; null where it says that there is none: no p-value could
 * have reached α (the smallest one that samples of this size can give, corrected as the others were), or nothing was judged.
 */
export function whyUndecided(result: DetectorResult): { title: string; text: string } | null {
  switch (result.shape) {
    case 'two-sample': {
      const { leastPValue, alpha, rows } = result
      if (result.constant) return neverVaries(null)
      if (Number.isNaN(result.pValue)) return NOTHING_KNOWN
      return leastPValue === undefined || leastPValue <= alpha * (1 + ROUNDING)
        ? null
        : tooFew(
            leastPValue,
            alpha,
            `${formatCount(rows.reference)} and ${formatCount(rows.test)} rows`,
            false,
          )
    }
    case 'per-column':
      return result.votes ? null : undecidedColumns(result)
    case 'trace':
      return undecidedTrace(result)
  }
}

/** Of 1 / C(6, 3), say. */
const ROUNDING = 1e-9

const NOTHING_KNOWN = {
  title: 'Not enough data: nothing could be judged',
  text: 'Missing values were computed with, and no p-value came of it.',
}

/** @param column null: none of several varies */
function neverVaries(column: string | null) {
  return {
    title: `Nothing to judge: ${column === null ? 'no column varies' : `${column} never varies`}`,
    text: `${column ?? 'Every column'} has one and the same value in all rows of both samples. Choose another column.`,
  }
}

function undecidedColumns({ columns, alpha, correction, rows }: PerColumnResult) {
  if (columns.length > 0 && columns.every(({ constant }) => constant))
    return neverVaries(columns.length === 1 ? columns[0]!.name : null)
  const tested = columns.filter(({ threshold }) => threshold === null)
  if (columns.length === 0 || tested.length < columns.length) return null
  if (tested.every(({ pValue }) => pValue !== null && Number.isNaN(pValue))) return NOTHING_KNOWN
  const least = tested.map(({ leastPValue }) => leastPValue)
  if (least.some((p) => p === undefined)) return null
  const smallest = leastAdjusted(least as number[], correction)
  if (smallest <= alpha * (1 + ROUNDING)) return null
  const [first] = columns
  const sizes = columns.length === 1 && first?.rows ? first.rows : rows
  return tooFew(
    smallest,
    alpha,
    `${formatCount(sizes.reference)} and ${formatCount(sizes.test)} rows${columns.length > 1 ? ` of ${formatCount(columns.length)} columns` : ''}`,
    columns.length > 1 && correction !== 'none',
  )
}

/** The smallest corrected p-value that any column could have; for Benjamini–Hochberg, where all are at their least. */
function leastAdjusted(least: readonly number[], correction: PerColumnResult['correction']): number {
  const d = least.length
  const ascending = least.toSorted((a, b) => a - b)
  switch (correction) {
    case 'none':
      return ascending[0]!
    case 'Bonferroni':
      return Math.min(1, d * ascending[0]!)
    case 'Benjamini–Hochberg':
      return Math.min(1, ...ascending.map((p, i) => (d * p) / (i + 1)))
  }
}

function tooFew(smallest: number, alpha: number, sizes: string, corrected: boolean) {
  return {
    title: 'Not enough data: no drift could be shown',
    text: `With ${sizes}, the smallest possible ${corrected ? 'adjusted ' : ''}p is ${formatNumber(smallest)}, above α = ${formatNumber(alpha)}, whatever the values are. Compare more rows${corrected ? ' or fewer columns' : ''}.`,
  }
}

function undecidedTrace(result: TraceResult) {
  const { notes, constant, threshold, limits, thresholdRule } = result
  // The detector says itself what it lacks, where it knows.
  const said = notes.find((note) => note.startsWith('Not enough data: '))
  if (said !== undefined)
    return {
      title: said.replace(/\.$/, ''),
      text:
        result.skipped < result.rows.test
          ? 'Nothing was judged: give it more rows, or a shorter warm-up or window.'
          : 'Nothing was judged: choose a column that has values.',
    }
  if (constant)
    return {
      title: 'No verdict: the stream never varies',
      text: 'Every row has the same value, so the detector has nothing to judge by. Choose another column.',
    }
  if (threshold === null && !limits.some(({ level }) => level === 'drift'))
    return { title: 'No verdict: no limit was set', text: thresholdRule }
  return judgedPlaces(result) > 0 ? null : nothingJudged(result)
}

function nothingJudged({ rows, settings }: TraceResult) {
  const window = settings['window']
  return typeof window === 'number'
    ? {
        title: 'Not enough data: no window could be judged',
        text: `A window has ${formatCount(window)} rows, and the stream ${formatCount(rows.test)}. Give it more rows, or a shorter window.`,
      }
    : {
        title: 'Not enough data: nothing could be judged',
        text: `The stream has ${formatCount(rows.test)} rows, and the detector needs more before it judges.`,
      }
}
