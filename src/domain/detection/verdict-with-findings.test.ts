import { describe, expect, test } from 'vitest'
import type { CountedFinding } from './counted-findings'
import type { Verdict } from './verdict'
import { verdictWithFindings } from './verdict-with-findings'

const quiet: Verdict = {
  drift: false,
  outcome: 'no-drift',
  title: 'No drift in any of 7 columns',
  text: 'D is small.',
  facts: [],
}

const finding = (kind: CountedFinding['kind'], column: string, counts = true): CountedFinding => ({
  kind,
  group: kind === 'missing' || kind === 'infinite' || kind === 'empty' ? 'missing' : 'schema',
  column,
  text: 'A sentence.',
  pValue: null,
  adjustedPValue: null,
  counts,
})

describe('a verdict beside findings in the data itself', () => {
  test('is drift where the detector saw none, and says what first', () => {
    expect(verdictWithFindings(quiet, [finding('gone', 's7')])).toEqual({
      ...quiet,
      drift: true,
      outcome: 'drift',
      title: "Drift in the data itself: column 's7' is gone",
      text: 'The values show no drift in any of 7 columns. D is small.',
    })
    expect(verdictWithFindings(quiet, [finding('missing', 'a'), finding('new', 'b')]).title).toBe(
      "Drift in the data itself: missing values of 'a' and 1 more finding",
    )
  })

  test.each([
    ['no-drift', 'No change seen in x', 'The values show no change in x. D'],
    [
      'undecided',
      'Not enough data: no drift could be shown',
      'In the values: not enough data: no drift could be shown. D',
    ],
    ['unconfirmed', '2 unconfirmed alarms', 'In the values: 2 unconfirmed alarms. D'],
  ] as const)('%s: keeps what the detector came to', (outcome, title, words) => {
    expect(verdictWithFindings({ ...quiet, outcome, title }, [finding('empty', 'a')]).text).toContain(words)
  })

  test('is the detector’s own where that is drift, or where nothing counts', () => {
    const drift: Verdict = { ...quiet, drift: true, outcome: 'drift', title: 'Drift in x' }
    expect(verdictWithFindings(drift, [finding('gone', 's7')])).toBe(drift)
    expect(verdictWithFindings(quiet, [finding('gone', 's7', false)])).toBe(quiet)
    expect(verdictWithFindings(quiet, [])).toBe(quiet)
  })
})
