import type { TraceResult } from '~/drift/results'
import { formatCount } from '~/lib/format'
import type { Places } from './trace-words'

const at = ({ rowNumbers }: TraceResult, index: number): string => `row ${formatCount(rowNumbers[index])}`

/** Places of a stream by the row numbers of its file, with no change known. */
export const rowPlaces: Places = {
  at,
  when: (trace, index) => `at ${at(trace, index)}`,
  span: ({ rowNumbers }, row, index) => [formatCount(row), formatCount(rowNumbers[index])],
  known: () => null,
  inRows: true,
}
