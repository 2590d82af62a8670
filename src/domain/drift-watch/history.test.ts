import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { driftStretches, headline, isCompleted, pointsOf, stillLoading, summary } from './history'
import { whatIf } from './what-if'
import { gapPlaces, gapWords } from './gaps'
import { hasEnded, overdue } from './history-age'
import { proposeMetric, type MetricChoice } from './readings'
import { historyOf, recordAt } from './records.test-support'

const choice: MetricChoice = {
  metric: 'distance',
  threshold: 'drift_distance',
  warning: 'warning_distance',
  sense: 'above',
}
const points = (letters: string, first = 0) => pointsOf(historyOf(letters, first), choice)
const letters = fc.string({ unit: fc.constantFrom('.', 'w', 'D', 'x', 'o', '?'), maxLength: 60 })

describe('points', () => {
  test('state by precedence; running, failed and other schemas have no value', () => {
    expect(points('.wDxo?').map(({ state, value, threshold }) => [state, value, threshold])).toEqual([
      ['ok', 0.02, 0.125],
      ['warning', 0.11, 0.125],
      ['drift', 0.3, 0.125],
      ['failed', null, null],
      ['running', null, null],
      ['unplotted', null, null],
    ])
  })

  test.each([
    [
      'failed goes before everything',
      { state: 'failed', driftDetected: true, parameters: { warning: true, distance: 9 } },
      'failed',
    ],
    [
      'running before drift',
      { state: 'running', driftDetected: true, parameters: { distance: 9 } },
      'running',
    ],
    ['undecided before ok', { parameters: { outcome: 'undecided', distance: 0.02 } }, 'undecided'],
    ['drift before undecided', { driftDetected: true, parameters: { outcome: 'undecided' } }, 'drift'],
    ['drift before warning', { driftDetected: true, parameters: { warning: true, distance: 0 } }, 'drift'],
    ['a drift without the metric is a drift', { driftDetected: true, parameters: {} }, 'drift'],
    ['only true is a warning', { parameters: { warning: 'true', distance: 0 } }, 'ok'],
    ['the verdict decides, not the comparison', { parameters: { distance: 9, drift_distance: 1 } }, 'ok'],
    ['not a finite number', { parameters: { distance: Number.POSITIVE_INFINITY } }, 'unplotted'],
  ] as const)('%s', (_, over, state) => {
    expect(pointsOf([recordAt(0, over)], choice)[0]?.state).toBe(state)
  })

  test.each([
    [true, 0.2, 0.125, false],
    [true, 0.1, 0.125, true],
    [false, 0.2, 0.125, true],
    [false, 0.1, 0.125, false],
    [true, 0.125, 0.125, false],
    [false, 0.125, 0.125, false],
    [false, -0.2, -0.1, false],
  ])('drift %s at %d against %d: contradiction %s', (driftDetected, distance, drift_distance, mismatch) => {
    const above = recordAt(0, { driftDetected, parameters: { distance, drift_distance } })
    expect(pointsOf([above], choice)[0]?.mismatch).toBe(mismatch)
    const below: MetricChoice = { metric: 'p_value', threshold: 'alpha', warning: null, sense: 'below' }
    const mirrored = recordAt(0, {
      driftDetected,
      parameters: { p_value: -distance, alpha: -drift_distance },
    })
    expect(pointsOf([mirrored], below)[0]?.mismatch).toBe(mismatch)
  })

  test('a plain threshold is that of the p-value beside it, record by record', () => {
    const records = [
      recordAt(0, { parameters: { p_value: 0.4, statistic: 0.1, threshold: 0.01 } }),
      recordAt(1, { parameters: { statistic: 0.1, threshold: 0.2 } }),
    ]
    const found = proposeMetric(records)
    expect(found).toMatchObject({ metric: 'statistic', threshold: 'threshold' })
    expect(pointsOf(records, found).map(({ threshold, mismatch }) => [threshold, mismatch])).toEqual([
      [null, false],
      [0.2, false],
    ])
  })

  test('without a metric every completed record is there, without a value', () => {
    expect(pointsOf(historyOf('.Dx'), null).map(({ state, value }) => [state, value])).toEqual([
      ['unplotted', null],
      ['drift', null],
      ['failed', null],
    ])
  })
})

/** The first record is of 1 September 2024, 00:00 UTC; two a day. */
describe('headline', () => {
  test.each([
    ['', 'none', 'No records yet', 'The first record that is logged here starts the chart.'],
    ['o', 'none', 'No record has finished yet', '1 still runs.'],
    ['xoo', 'none', 'No record has finished yet', '1 failed, 2 still run.'],
    ['xxx', 'none', 'All 3 records failed', 'A failed record has no values, so there is nothing to chart.'],
    ['x', 'none', 'The only record failed', 'A failed record has no values, so there is nothing to chart.'],
    ['.', 'ok', 'No drift in 1 record', ''],
    ['.'.repeat(207) + 'xxxxxxo', 'ok', 'No drift in 207 records', '6 failed, 1 still runs.'],
    ['?w.', 'ok', 'No drift in 3 records', ''],
    [
      '..D',
      'drift',
      'Drift in the last record, on 2 September',
      '1 of 3 records drifted, in its last 7 days.',
    ],
    ['..DD', 'drift', 'Drifting since 2 September', '2 of 4 records drifted, all in its last 7 days.'],
    ['D..DxDoD', 'drift', 'Drifting since 2 September', '4 of 6 records drifted, all in its last 7 days.'],
    ['D?DD', 'drift', 'Drifting since 2 September', '3 of 4 records drifted, all in its last 7 days.'],
    [
      'DD' + '.'.repeat(20),
      'ok',
      'No drift since 1 September',
      'The last 20 records show none. 2 of 22 records drifted, none in its last 7 days.',
    ],
    [
      'D.',
      'ok',
      'No drift since 1 September',
      'The last record shows none. 1 of 2 records drifted, in its last 7 days.',
    ],
    [
      'D' + '.'.repeat(20) + 'DDo',
      'drift',
      'Drifting since 11 September',
      '3 of 23 records drifted, 2 of them in its last 7 days.',
    ],
    ['..ww', 'warning', 'Warnings since 2 September', 'None of 4 records drifted.'],
    [
      'D.w',
      'warning',
      'Warning in the last record, on 2 September',
      '1 of 3 records drifted, in its last 7 days.',
    ],
  ] as const)('%s', (history, tone, title, text) => {
    expect(headline(points(history))).toEqual({ tone, title, text })
  })

  test('the metric is told where it moved', () => {
    expect(headline(points('...DD'), { metric: 'MMD²' }).text).toMatch(/MMD² rose from 0\.02 to 0\.3\.$/)
    expect(headline(points('...'), { metric: 'MMD²' }).text).not.toContain('MMD²')
    const falling = [0.4, 0.5, 0.001].map((p_value, i) =>
      recordAt(i, { driftDetected: p_value < 0.05, parameters: { p_value } }),
    )
    const found = pointsOf(falling, proposeMetric(falling))
    expect(headline(found, { metric: 'p' }).text).toMatch(/p fell from 0\.45 to 0\.001\.$/)
  })

  test('another year is said', () => {
    const now = Date.UTC(2026, 0, 5)
    const year = points('.DD').map((point) => ({ ...point, at: point.at + 486 * 86_400_000 }))
    expect(headline(year, { now }).title).toBe('Drifting since 31 December 2025')
  })

  test('what has ended is told as it was', () => {
    const now = Date.UTC(2026, 0, 5)
    const told = (history: string) =>
      Object.values(headline(points(history), { now }))
        .slice(1)
        .join(': ')
    expect(told('.DD')).toBe(
      'Was drifting when last run, 2 September 2024: Since 1 September 2024. 2 of 3 records drifted, all in its last 7 days.',
    )
    expect(told('..D')).toMatch(/^Drift in the last record, on 2 September 2024: 1 of 3/)
    expect(told('.ww')).toMatch(/^Was warning when last run, 2 September 2024: Since 1 September 2024. None/)
    expect(told('D..')).toMatch(/^No drift when last run, 2 September 2024: The last 2 records show none/)
  })

  test('ended: nothing for a week and for three usual gaps; overdue: running for a day and three usual gaps', () => {
    const day = 86_400_000
    const daily = [0, 1, 2, 3].map((at) => ({ at: at * day, state: 'ok' }))
    const monthly = daily.map(({ at }) => ({ at: at * 30, state: 'running' }))
    expect([hasEnded([], day), hasEnded(daily, 10 * day), hasEnded(daily, 10 * day + 1)]).toEqual([
      false,
      false,
      true,
    ])
    expect([hasEnded(monthly, 180 * day), hasEnded(monthly, 180 * day + 1)]).toEqual([false, true])
    expect(overdue(monthly, 91 * day).map(({ at }) => at / day)).toEqual([0])
    expect(overdue(daily, 91 * day)).toEqual([])
  })

  test('seven days end now, and now is in them', () => {
    const at = recordAt(2).createdAt
    expect(headline(points('..D'), { now: at + 7 * 86_400_000 - 1 }).text).toContain('in the last 7 days')
    expect(headline(points('..D'), { now: at + 7 * 86_400_000 }).text).toContain('none in the last 7 days')
  })

  test('says drift exactly where the last judged record drifted', () => {
    fc.assert(
      fc.property(letters, (history) => {
        const last = points(history).findLast(isCompleted)
        expect(headline(points(history)).tone === 'drift').toBe(last?.state === 'drift')
      }),
    )
  })
})

test('what had not enough data is no verdict, and in no rate', () => {
  const undecided = (k: number) => recordAt(k, { parameters: { outcome: 'undecided', distance: 0.02 } })
  const only = pointsOf([undecided(0), undecided(1)], choice)
  expect(headline(only)).toEqual({
    tone: 'none',
    title: 'Not enough data in 2 records',
    text: 'A drift could not have been detected, so finding none means nothing.',
  })
  expect(summary(only)).toMatchObject({ judged: 0, undecided: 2, unplotted: 0, driftRate: null })
  const mixed = [...points('DD'), ...pointsOf([undecided(2)], choice)]
  expect(headline(mixed).tone).toBe('drift')
  expect(summary(mixed)).toMatchObject({ judged: 2, undecided: 1, driftRate: 1, streak: 2 })
})

describe('summary', () => {
  test('of a small history', () => {
    expect(summary(points('.wD?xDDo'))).toEqual({
      total: 8,
      judged: 6,
      drifts: 3,
      warnings: 1,
      failed: 1,
      running: 1,
      undecided: 0,
      unplotted: 1,
      mismatches: 0,
      driftRate: 0.5,
      streak: 2,
      lastDriftAt: recordAt(6).createdAt,
    })
    expect(summary([])).toMatchObject({ total: 0, driftRate: null, streak: 0, lastDriftAt: null })
  })

  test('adds up for any history, and failed and running records change neither rate nor streak', () => {
    fc.assert(
      fc.property(letters, (history) => {
        const all = summary(points(history))
        expect(all.judged + all.failed + all.running).toBe(all.total)
        const without = summary(points(history.replace(/[xo]/g, '')))
        expect([all.driftRate, all.streak, all.drifts]).toEqual([
          without.driftRate,
          without.streak,
          without.drifts,
        ])
      }),
    )
  })
})

describe('stretches', () => {
  test('are not parted by records without a verdict', () => {
    expect(driftStretches(points('.DxDo.D?D'))).toEqual([
      { start: 1, end: 3, count: 2 },
      { start: 6, end: 6, count: 1 },
      { start: 8, end: 8, count: 1 },
    ])
  })

  test('hold every drift once, and the last is the streak', () => {
    fc.assert(
      fc.property(letters, (history) => {
        const all = driftStretches(points(history))
        const { drifts, streak } = summary(points(history))
        expect(all.reduce((sum, { count }) => sum + count, 0)).toBe(drifts)
        if (streak > 0) expect(all.at(-1)?.count).toBe(streak)
      }),
    )
  })
})

describe('what if', () => {
  test('recounts, and says what would change', () => {
    expect(whatIf(points('.wDxo?D'), 0.1)).toEqual({ drifts: 3, of: 4, gained: 1, lost: 0 })
    expect(whatIf(points('.wDxo?D'), 0.5)).toEqual({ drifts: 0, of: 4, gained: 0, lost: 2 })
    expect(whatIf(points('.wDxo?D'), 0.3)).toMatchObject({ drifts: 0 })
    expect(whatIf(points('.w'), 0.1, 'below')).toMatchObject({ drifts: 1, gained: 1 })
  })

  test('records in another unit are not tried', () => {
    expect(whatIf(points('.wDxo?D'), 0.1, 'above', 3)).toMatchObject({ drifts: 1, of: 1 })
  })

  test('a higher threshold never finds more', () => {
    fc.assert(
      fc.property(
        letters,
        fc.double({ min: -1, max: 1 }),
        fc.double({ min: 0, max: 1 }),
        (history, at, up) => {
          if (Number.isNaN(at) || Number.isNaN(up)) return
          expect(whatIf(points(history), at + up).drifts).toBeLessThanOrEqual(
            whatIf(points(history), at).drifts,
          )
        },
      ),
    )
  })
})

test('while records are coming there is no verdict, and a part knows no beginning', () => {
  expect(stillLoading(1200, 10_000)).toMatchObject({
    tone: 'none',
    title: '1\u00A0200 of 10\u00A0000 records so far',
  })
  const drifting = points('DDD')
  const now = drifting.at(-1)!.at
  expect(headline(drifting, { now, isPart: true }).title).toMatch(/^Drifting since at least /)
  expect(headline(drifting, { now }).title).toMatch(/^Drifting since (?!at least)/)
  expect(headline(points('..'), { now, isPart: true }).title).toBe('No drift in the newest 2 records')
})

describe('records that could not be read', () => {
  const at = (history: ReturnType<typeof points>, index: number) =>
    gapPlaces(history, [{ older: history[index - 1]!.at, newer: history[index]!.at, missing: 100 }])

  test('part drifts in a row, and the title rests on what came after them', () => {
    const history = points('..DDDD')
    const gaps = at(history, 4)
    expect(driftStretches(history, gaps)).toEqual([
      { start: 2, end: 3, count: 2 },
      { start: 4, end: 5, count: 2 },
    ])
    expect(summary(history, gaps).streak).toBe(2)
    const { title, text } = headline(history, { gaps })
    expect(title).toMatch(/^Drifting since at least /)
    expect(text).toContain('100 records in between could not be read: the headline covers the newest 2.')
  })

  test('leave open whether a drift before them was the last', () => {
    const history = points('.D..')
    expect(headline(history).title).toMatch(/^No drift since /)
    const told = headline(history, { gaps: at(history, 3) })
    expect(told.title).toBe('No drift in the newest record')
    expect(told.text).toContain('1 of 4 records drifted')
  })

  test('say nothing where nothing after them was judged but that they are missing', () => {
    const history = points('DDxo')
    expect(headline(history, { gaps: at(history, 2) }).title).toMatch(/^Drifting since at least /)
  })

  test('before the first and behind the last point that is shown part nothing', () => {
    const history = points('....')
    const gap = { older: 0, newer: history[0]!.at, missing: 100 }
    expect(gapPlaces(history, [gap, { ...gap, newer: history[3]!.at + 1 }])).toEqual([])
  })

  test('are named by the days they lie between', () => {
    const day = (month: number, date: number) => Date.UTC(2024, month, date)
    expect(gapWords({ older: day(8, 3), newer: day(9, 5), missing: 100 })).toBe(
      '100 records between 3 September 2024 and 5 October 2024',
    )
    expect(gapWords({ older: day(9, 5), newer: day(9, 5), missing: 1 })).toBe('1 record on 5 October 2024')
  })
})
