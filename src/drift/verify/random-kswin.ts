import { openStream } from '../stream'
import { type GoldenCase, type GoldenFile, inputNames, inputOf } from './cases'
import { kswinParams } from './kswin-params'

/** Standard errors that two Monte Carlo estimates of the same number may lie apart. */
const ERRORS = 4
/** Rows of slack at either end of the range of first alarms. */
const SLACK = 15
/** With fewer runs that alarm, their range says nothing of the next run. */
const ENOUGH_RUNS = 5

/**
 * A case of ranges over seeds: how many runs alarm, when the median run does so first, and how many alarms a run has
 * on average (where the library counted them over the whole stream), each within its Monte Carlo error.
 */
export async function checkRandomKswin(c: GoldenCase, file: GoldenFile): Promise<string[]> {
  const expected = c.expected as Record<string, number>
  const known = ['n_seeds', 'detected_runs', 'first_min', 'first_median', 'first_max', 'mean_alarms']
  const unknown = Object.keys(expected).find((field) => !known.includes(field))
  if (unknown !== undefined) return [`nothing says what '${unknown}' is`]
  const runs = expected['n_seeds']!
  const alarms = await overSeeds(c, file, runs)
  const firsts = alarms.flatMap(([first]) => (first === undefined ? [] : [first])).sort((a, b) => a - b)
  return [
    ...checkShare(firsts.length, expected['detected_runs']!, runs),
    ...checkFirst(firsts, expected),
    ...checkCount(alarms, expected, runs),
  ]
}

/** Rows (from 0) of each seed's alarms. */
async function overSeeds(c: GoldenCase, file: GoldenFile, runs: number): Promise<number[][]> {
  const [name] = inputNames(c)
  if (name === undefined) throw new Error('the case has no input')
  const values = inputOf(file, name).map(([x]) => Number(x))
  const alarms: number[][] = []
  for (let seed = 0; seed < runs; seed++) {
    const reset = c.policy === 'none' ? { reset: 'none' } : {}
    const stream = await openStream('kswin', { ...reset, missing: 'propagate', ...kswinParams(c), seed })
    alarms.push(values.flatMap((x, i) => (stream.update(x).drift ? [i] : [])))
  }
  return alarms
}

function checkShare(ours: number, theirs: number, runs: number): string[] {
  const share = (ours + theirs) / (2 * runs)
  const error = Math.sqrt(2 * runs * share * (1 - share))
  return Math.abs(ours - theirs) <= ERRORS * error
    ? []
    : [`detected_runs: ${ours} of ${runs}, expected about ${theirs}`]
}

function checkFirst(firsts: readonly number[], expected: Record<string, number>): string[] {
  if (Math.min(firsts.length, expected['detected_runs']!) < ENOUGH_RUNS) return []
  const median = firsts[Math.floor(firsts.length / 2)]!
  const [low, high] = [expected['first_min']! - SLACK, expected['first_max']! + SLACK]
  return median >= low && median <= high
    ? []
    : [
        `first_median: ${median} is not in ${low} … ${high} (the library's median is ${expected['first_median']})`,
      ]
}

function checkCount(alarms: readonly number[][], expected: Record<string, number>, runs: number): string[] {
  // Runs that were ended at their first alarm: the count says what `detected_runs` says.
  if (expected['mean_alarms'] === expected['detected_runs']! / runs) return []
  const counts = alarms.map((rows) => rows.length)
  const mean = counts.reduce((sum, k) => sum + k, 0) / runs
  const variance = counts.reduce((sum, k) => sum + (k - mean) ** 2, 0) / (runs - 1)
  return Math.abs(mean - expected['mean_alarms']!) <= ERRORS * Math.sqrt((2 * variance) / runs)
    ? []
    : [`mean_alarms: ${mean}, expected about ${expected['mean_alarms']}`]
}
