import { formatNumber } from '~/lib/format'
import { plural, shown } from '../limits'

/** Nines: -999, 9999, and with decimals as loggers write them: -999.25 (LAS), 999.9 (NOAA), -99.99. */
const NINES = /^-?99+(?:\.9+|\.25)?$/
/** Fill values of netCDF, GRIB and FITS, and the ends of integers. */
const FILLS = [
  9.969_209_968_386_869e36, 1e20, 1e30, 1e36, -1e20, -1e30, -1e31, -1e34, -1e36, -32_768, 32_767,
  -2_147_483_648, 2_147_483_647,
]
/** Of single precision, where fill values are written out. */
const PRECISION = 1e-6

/** Whether data sets use this number as a mark of missing values. */
function isFillValue(x: number): boolean {
  return (
    NINES.test(String(x)) ||
    FILLS.some((fill) => Math.abs(x - fill) <= (Math.abs(fill) > 1e19 ? PRECISION * Math.abs(fill) : 0))
  )
}

/**
 * Says that a number at the end of a column's range may mean "no value": it is one that data sets use so, it comes
 * twice or more, and it is farther from the other values than those are from each other. It is not taken out: only a person knows.
 *
 * @param ends smallest and largest of `values`
 */
export function fillValueNote(
  name: string,
  values: Float64Array,
  ends: { min: number; max: number },
): string | null {
  const fill = [ends.min, ends.max].find(isFillValue)
  if (fill === undefined) return null
  let count = 0
  let [min, max] = [Infinity, -Infinity]
  for (const x of values) {
    if (x === fill) count++
    else {
      if (x < min) min = x
      if (x > max) max = x
    }
  }
  const gap = fill < min ? min - fill : fill - max
  // A single value tells no range to be far from.
  if (count < 2 || !(max > min) || gap <= max - min) return null
  return `${formatNumber(fill)} in ${shown(name)} (${plural(count, 'cell')}) is far from all other values (${formatNumber(min)} to ${formatNumber(max)}), as a mark for missing values would be. If it is one, add it to the words that count as missing.`
}
