import { formatNumber } from '~/lib/format'
import { DriftError } from '../errors'

/**
 * For machines that are fed row by row: a whole sample is looked at before it is run. NaN passes, as policies for
 * missing values are applied elsewhere.
 * @param what that holds the value: "A label"
 * @throws DriftError `not-binary`
 */
export function checkBit(detector: string, what: string, x: number): void {
  if (x === 0 || x === 1 || Number.isNaN(x)) return
  throw new DriftError('not-binary', `${what} is ${formatNumber(x)}. ${detector} takes 0 and 1.`)
}
