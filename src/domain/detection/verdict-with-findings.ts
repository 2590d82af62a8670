import type { TableFinding } from '~/drift/data-checks/table-findings'
import { formatCount } from '~/lib/format'
import type { CountedFinding } from './counted-findings'
import type { Verdict } from './verdict'

/** A finding as a part of a headline. */
const IN_SHORT: Readonly<Record<TableFinding['kind'], (column: string) => string>> = {
  gone: (column) => `column ${column} is gone`,
  new: (column) => `column ${column} is new`,
  type: (column) => `column ${column} changed its type`,
  unit: (column) => `column ${column} is in another unit`,
  empty: (column) => `column ${column} is empty`,
  constant: (column) => `column ${column} is constant`,
  missing: (column) => `missing values of ${column}`,
  infinite: (column) => `infinite values of ${column}`,
  unseen: (column) => `new categories in ${column}`,
}

/**
 * The verdict of the whole: where the detector found nothing in the values and the data itself changed, that is the
 * headline, and what the detector came to follows. A detector's own drift stays the headline: findings stand below it.
 */
export function verdictWithFindings(own: Verdict, findings: readonly CountedFinding[]): Verdict {
  const [first, ...others] = findings.filter(({ counts }) => counts)
  if (own.drift || first === undefined) return own
  const also =
    others.length === 0
      ? ''
      : ` and ${formatCount(others.length)} more finding${others.length === 1 ? '' : 's'}`
  return {
    ...own,
    drift: true,
    outcome: 'drift',
    title: `Drift in the data itself: ${IN_SHORT[first.kind](`'${first.column}'`)}${also}`,
    text: `${ownWords(own)} ${own.text}`,
  }
}

/** "The values show no drift in x.": the headline that the detector alone would have. */
function ownWords({ outcome, title }: Verdict): string {
  const lower = `${title.charAt(0).toLowerCase()}${title.slice(1)}`
  return outcome === 'no-drift'
    ? `The values show ${lower.replace('no change seen', 'no change')}.`
    : `In the values: ${lower}.`
}
