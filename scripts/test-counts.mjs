/**
 * How many tests a step ran. Sums of these make the closing line of `npm test`.
 * @typedef {{ passed: number, failed: number, skipped: number }} Counts
 */

/** @type {Counts} */
export const ONE_PASSED = { passed: 1, failed: 0, skipped: 0 }
/** @type {Counts} */
export const ONE_FAILED = { passed: 0, failed: 1, skipped: 0 }

/**
 * @param {readonly Counts[]} all
 * @returns {Counts}
 */
export function sumCounts(all) {
  const sum = { passed: 0, failed: 0, skipped: 0 }
  for (const { passed, failed, skipped } of all) {
    sum.passed += passed
    sum.failed += failed
    sum.skipped += skipped
  }
  return sum
}

/**
 * Counts of a runner, made honest: one that failed without naming a test (a syntax error, an unhandled
 * rejection), was killed, or ran nothing at all has failed.
 * @param {Counts | null} counted null where it left no readable report
 * @param {number | null} exitCode null where it was killed
 * @returns {Counts}
 */
export function runnerCounts(counted, exitCode) {
  if (!counted) return ONE_FAILED
  const ranNothing = counted.passed + counted.failed === 0
  return counted.failed === 0 && (exitCode !== 0 || ranNothing) ? { ...counted, failed: 1 } : counted
}

/**
 * @param {unknown} report of vitest's JSON reporter
 * @returns {Counts | null} null where it is not such a report
 */
export function vitestCounts(report) {
  const r = asRecord(report)
  const files = r['testResults']
  if (!Array.isArray(files)) return null
  const passed = numberOf(r['numPassedTests'])
  const failed = numberOf(r['numFailedTests'])
  const skipped = numberOf(r['numPendingTests']) + numberOf(r['numTodoTests'])
  // A file that could not be loaded has no tests to count: it is one failure.
  const broken = files.filter((file) => {
    const { status, assertionResults } = asRecord(file)
    return (
      status === 'failed' &&
      !(Array.isArray(assertionResults) && assertionResults.some((a) => asRecord(a)['status'] === 'failed'))
    )
  }).length
  return Number.isNaN(passed + failed + skipped) ? null : { passed, failed: failed + broken, skipped }
}

/** So many journeys of a step may pass on their second try only: see docs/decisions/0014-one-second-try.md. */
const SECOND_TRIES = 1

/**
 * @param {unknown} report of Playwright's JSON reporter
 * @returns {Counts | null} null where it is not such a report
 */
export function playwrightCounts(report) {
  const { stats, errors } = asRecord(report)
  const { expected, unexpected, flaky, skipped } = asRecord(stats)
  const isForgiven = numberOf(flaky) <= SECOND_TRIES
  const passed = numberOf(expected) + (isForgiven ? numberOf(flaky) : 0)
  const failed = numberOf(unexpected) + (isForgiven ? 0 : numberOf(flaky))
  const left = numberOf(skipped)
  const global = Array.isArray(errors) ? errors.length : 0
  return Number.isNaN(passed + failed + left) ? null : { passed, failed: failed + global, skipped: left }
}

/**
 * The journeys that passed on their second try only.
 * @param {unknown} report of Playwright's JSON reporter
 * @returns {string[]} file and title of each
 */
export function secondTries(report) {
  /** @param {unknown} suite @returns {string[]} */
  const inSuite = (suite) => {
    const { file, specs, suites } = asRecord(suite)
    const own = listOf(specs)
      .map(asRecord)
      .filter(({ tests }) => listOf(tests).some((test) => asRecord(test)['status'] === 'flaky'))
      .map(({ title }) => `${String(file)} › ${String(title)}`)
    return [...own, ...listOf(suites).flatMap(inSuite)]
  }
  return listOf(asRecord(report)['suites']).flatMap(inSuite)
}

/** @param {Counts} counts */
export function closingLine({ passed, failed, skipped }) {
  return `${passed} passed, ${failed} failed, ${skipped} skipped`
}

/**
 * @param {unknown} value
 * @returns {Record<string, unknown>}
 */
function asRecord(value) {
  return typeof value === 'object' && value !== null ? /** @type {Record<string, unknown>} */ (value) : {}
}

/**
 * @param {unknown} value
 * @returns {unknown[]}
 */
function listOf(value) {
  return Array.isArray(value) ? value : []
}

/** @param {unknown} value */
function numberOf(value) {
  return typeof value === 'number' ? value : Number.NaN
}
