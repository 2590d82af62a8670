import type { TableSummary } from '~/data/columns'
import { listed } from '~/data/limits'
import type { Split } from '~/data/prepare/selection'
import { instantOf } from '~/data/prepare/split-time'
import { parseSpan } from '~/lib/span'
import { UsageError } from './errors'

/** What the command line says of how one file becomes reference and test sample. */
export interface SplitFlags {
  /** "2024-09-02": before it the reference, from it on the test. */
  splitAt: string | undefined
  /** "7d": the newest rows are the test, … */
  last: string | undefined
  /** … "30d": those before them the reference; all of them unless given. */
  against: string | undefined
  /** "1-451": these rows are the reference, those after them the test. */
  splitRows: string | undefined
  /** A column; `referenceIs` and `testIs` are values of it. */
  splitBy: string | undefined
  referenceIs: string | undefined
  testIs: string | undefined
}

/** Whether one file is to be split. */
export function isSplit(flags: SplitFlags): boolean {
  return waysOf(flags).length > 0
}

/**
 * The split that the flags ask for.
 * @param time the column that --time names
 * @throws UsageError where they do not go together, or are no date, length of time or range
 */
export function splitOf(flags: SplitFlags, summary: TableSummary, time: string | undefined): Split {
  const ways = waysOf(flags)
  if (ways.length > 1) throw new UsageError(`Split the file one way: ${ways.join(' or ')}.`)
  const { splitAt, last, against, splitRows, splitBy, referenceIs, testIs } = flags
  if (splitRows !== undefined) return { by: 'rows', reference: rangeOf(splitRows), test: null }
  if (splitAt !== undefined) {
    const at = instantOf(splitAt)
    if (at === null)
      throw new UsageError(
        `--split-at takes a date such as 2024-09-02 or 2024-09-02T14:30Z, not '${splitAt}'.`,
      )
    return { by: 'time', column: timeOf(summary, time), cut: { kind: 'at', at } }
  }
  if (last !== undefined || against !== undefined) {
    if (last === undefined)
      throw new UsageError('--against needs --last, for example --last 7d --against 30d.')
    const cut = {
      kind: 'last',
      last: spanOf('--last', last),
      against: against === undefined ? null : spanOf('--against', against),
    } as const
    return { by: 'time', column: timeOf(summary, time), cut }
  }
  if (splitBy === undefined || referenceIs === undefined)
    throw new UsageError(
      'Name the column and the value of the reference: --split-by site --reference-is north.',
    )
  return { by: 'column', column: splitBy, reference: referenceIs, test: testIs ?? null }
}

function waysOf({ splitAt, last, against, splitRows, splitBy, referenceIs, testIs }: SplitFlags): string[] {
  return [
    ...(splitAt === undefined ? [] : ['--split-at']),
    ...(last === undefined && against === undefined ? [] : ['--last']),
    ...(splitRows === undefined ? [] : ['--split-rows']),
    ...(splitBy === undefined && referenceIs === undefined && testIs === undefined ? [] : ['--split-by']),
  ]
}

function spanOf(flag: string, text: string): number {
  const ms = parseSpan(text)
  if (ms === null) throw new UsageError(`${flag} takes a duration such as 7d, 12h or 90min, not '${text}'.`)
  return ms
}

function rangeOf(text: string): { first: number; last: number } {
  const found = /^(\d{1,12})-(\d{1,12})$/.exec(text.trim())
  if (!found) throw new UsageError(`--split-rows takes a range of rows such as 1-451, not '${text}'.`)
  return { first: Number(found[1]), last: Number(found[2]) }
}

/** The column named, else the only one that holds times. */
function timeOf({ columns, fileName, rows }: TableSummary, named: string | undefined): string {
  if (named !== undefined) return named
  const times = columns.filter((c) => c.type === 'time' && c.missing < rows).map(({ name }) => name)
  if (times.length === 0)
    throw new UsageError(`${fileName} has no time column to split by. Split it by rows: --split-rows 1-451.`)
  if (times.length > 1)
    throw new UsageError(`${fileName} has several time columns, ${listed(times)}: name one with --time.`)
  return times[0]!
}
