import { describe, expect, test } from 'vitest'
import {
  closingLine,
  playwrightCounts,
  runnerCounts,
  secondTries,
  sumCounts,
  vitestCounts,
} from './test-counts.mjs'

/** @param {object} changes */
const vitestReport = (changes) => ({
  numPassedTests: 3,
  numFailedTests: 0,
  numPendingTests: 1,
  numTodoTests: 1,
  testResults: [{ status: 'passed', assertionResults: [{ status: 'passed' }] }],
  ...changes,
})

describe('vitestCounts', () => {
  test('adds skipped and todo', () => {
    expect(vitestCounts(vitestReport({}))).toEqual({ passed: 3, failed: 0, skipped: 2 })
  })

  test('a file that could not be loaded is a failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{ status: 'failed' }] },
    ]
    expect(vitestCounts(vitestReport({ numFailedTests: 1, testResults }))).toEqual({
      passed: 3,
      failed: 2,
      skipped: 2,
    })
  })

  test.for([null, {}, 'x', { testResults: [] }])('%j is no report', (report) => {
    expect(vitestCounts(report)).toBeNull()
  })
})

describe('playwrightCounts', () => {
  test('one journey may need a second try; two have failed, and so has an error outside of tests', () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1, skipped: 2 }
    expect(playwrightCounts({ stats, errors: [] })).toEqual({ passed: 6, failed: 1, skipped: 2 })
    expect(playwrightCounts({ stats: { ...stats, flaky: 2 } })).toEqual({ passed: 5, failed: 3, skipped: 2 })
    expect(playwrightCounts({ stats, errors: [{ message: 'x' }] })).toMatchObject({ failed: 2 })
  })

  test('a second try is named', () => {
    /** @param {string} title @param {string} status */
    const spec = (title, status) => ({ title, tests: [{ status }] })
    const suites = [
      {
        file: 'a.e2e.ts',
        specs: [spec('one', 'expected')],
        suites: [{ file: 'a.e2e.ts', specs: [spec('two', 'flaky')] }],
      },
    ]
    expect(secondTries({ suites })).toEqual(['a.e2e.ts › two'])
    expect(secondTries(null)).toEqual([])
  })

  test.for([null, {}, { stats: {} }])('%j is no report', (report) => {
    expect(playwrightCounts(report)).toBeNull()
  })
})

describe('runnerCounts', () => {
  const green = { passed: 2, failed: 0, skipped: 0 }

  test('takes the report where runner and report agree', () => {
    expect(runnerCounts(green, 0)).toEqual(green)
    expect(runnerCounts({ passed: 2, failed: 4, skipped: 0 }, 1)).toMatchObject({ failed: 4 })
  })

  test('a runner that failed without naming a test has failed', () => {
    expect(runnerCounts(green, 1)).toMatchObject({ passed: 2, failed: 1 })
    expect(runnerCounts(green, null)).toMatchObject({ failed: 1 })
    expect(runnerCounts(null, 0)).toMatchObject({ passed: 0, failed: 1 })
  })

  test('a runner that ran nothing has failed', () => {
    expect(runnerCounts({ passed: 0, failed: 0, skipped: 9 }, 0)).toEqual({
      passed: 0,
      failed: 1,
      skipped: 9,
    })
  })
})

test('the closing line sums all steps', () => {
  const steps = [
    { passed: 1, failed: 0, skipped: 0 },
    { passed: 40, failed: 2, skipped: 3 },
  ]
  expect(closingLine(sumCounts(steps))).toBe('41 passed, 2 failed, 3 skipped')
})
