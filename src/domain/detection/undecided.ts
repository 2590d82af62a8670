import type {
  DetectorResult,
  PerColumnResult,
  TraceResult,
  TwoSampleResult,
  Undecidable,
} from '~/drift/results'
import { counted, formatCount, formatNumber } from '~/lib/format'
import { judgedPlaces } from './judged-places'

interface Why {
  title: string
  text: string
}

/**
 * Why a result without drift says nothing, as title and text; null where it says that there is none: no p-value could
 * have reached α, or nothing was judged (`drift/undecidable.ts` has the rules of two samples).
 */
export function whyUndecided(result: DetectorResult): Why | null {
  if (result.shape === 'trace') return undecidedTrace(result)
  return result.undecidable === undefined ? null : wordsOf(result.undecidable, result)
}

function wordsOf(undecidable: Undecidable, result: TwoSampleResult | PerColumnResult): Why {
  switch (undecidable.why) {
    case 'constant':
      return neverVaries(
        result.shape === 'per-column' && !result.votes && result.columns.length === 1
          ? result.columns[0]!.name
          : null,
      )
    case 'missing':
      return {
        title: 'Not enough data: nothing could be judged',
        text: 'Missing values took part in the computation, so there is no p-value. Leave out rows with missing values.',
      }
    case 'one-cell':
      return {
        title: 'No verdict: all rows lie in one cell',
        text: `This method compares the shares of rows in cells, and there is only one cell. Set Rows in a cell below ${formatCount(undecidable.mostRows)}, or take more rows.`,
      }
    case 'few':
      return tooFew(undecidable.smallest, result)
    case 'members': {
      const all = result.shape === 'per-column' ? result.columns : []
      const silent = all.filter((member) => member.undecided).map(({ name }) => name)
      return {
        title: `Not enough data: ${undecidable.undecided === all.length ? `none of the ${formatCount(all.length)} members could judge` : `${formatCount(undecidable.undecided)} of ${formatCount(all.length)} members could not judge`}`,
        text: `Could not judge: ${silent.join(', ')}. Compare more rows, or rows that vary.`,
      }
    }
  }
}

/** @param column null: none of several varies */
function neverVaries(column: string | null): Why {
  return {
    title: `No verdict: ${column === null ? 'no column varies' : `${column} never varies`}`,
    text: `${column ?? 'Every column'} has one and the same value in all rows of both samples. Choose another column.`,
  }
}

function tooFew(smallest: number, result: TwoSampleResult | PerColumnResult): Why {
  const { alpha } = result
  const columns = result.shape === 'per-column' ? result.columns : []
  const many = columns.length > 1
  const corrected = result.shape === 'per-column' && many && result.correction !== 'none'
  const rows = (columns.length === 1 ? columns[0]?.rows : undefined) ?? result.rows
  const sizes = `${formatCount(rows.reference)} and ${formatCount(rows.test)} rows${many ? ` of ${formatCount(columns.length)} columns` : ''}`
  return {
    title: 'Not enough data: no drift could be shown',
    text: `With ${sizes}, the smallest possible ${corrected ? 'adjusted ' : ''}p is ${formatNumber(smallest)}, above α = ${formatNumber(alpha)}, whatever the values are. Compare more rows${corrected ? ' or fewer columns' : ''}.`,
  }
}

function undecidedTrace(result: TraceResult) {
  const { notes, constant, threshold, limits, lookedAt = 'the stream' } = result
  // The detector says itself what it lacks, where it knows.
  const said = notes.find((note) => note.startsWith('Not enough data: '))
  if (said !== undefined)
    return {
      title: said.replace(/\.$/, ''),
      text:
        result.skipped < result.rows.test
          ? `Nothing was judged in ${lookedAt}. Give it more rows, or a shorter warm-up or window.`
          : `Nothing was judged in ${lookedAt}. Choose a column that has values.`,
    }
  if (constant)
    return {
      title: `No verdict: nothing varies in ${lookedAt}`,
      text: 'Every row has the same value, so the detector has nothing to judge by. Choose another column.',
    }
  if (threshold === null && !limits.some(({ level }) => level === 'drift'))
    return {
      title: 'No verdict: no limit is set',
      text: 'The curve shows the error rate and raises no alarm. Set Alarm to Above a limit for a verdict.',
    }
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
        text: `The stream has ${counted(rows.test, 'row')}, and the detector needs more before it judges.`,
      }
}
