import { describe, expect, test } from 'vitest'
import type { Change } from '~/drift/results'
import { rowPlaces } from './row-places'
import type { Places } from './trace-words'
import { verdictOf } from './verdict'
import { places, trace } from './verdict.test-support'

describe('a detector that starts afresh', () => {
  const n = 1247
  const point = (start: number): [number, number] => [start, start]
  const rows = Uint32Array.from({ length: n }, (_, i) => i + 100)
  const base = {
    statisticName: 'Cumulative sum',
    series: [{ name: 'MMD²', values: new Float64Array(n).fill(0.5) }],
    windowStarts: rows,
  }
  const change = (
    first: number,
    last: number,
    kind: Change['kind'],
    began: number | null = null,
  ): Change => ({
    first,
    last,
    kind,
    began,
  })
  const titleOf = (starts: number[], changes: Change[], among: Places = rowPlaces): string =>
    verdictOf(trace(starts.map(point), { ...base, changes }), null, among).title

  test('tells one lasting change with the alarms since, and where it began', () => {
    expect(titleOf([365, 400, 500], [change(0, 2, 'lasting', 450)])).toBe(
      'Drift detected at row 465 (began about row 451), 2 alarms since',
    )
    const one = trace([point(365)], { ...base, changes: [change(0, 0, 'lasting')] })
    expect(verdictOf(one, null, rowPlaces)).toMatchObject({
      title: 'Drift detected at row 465',
      text: 'Cumulative sum reached 0.5 at row 465, above its threshold of 0.012.',
    })
  })

  test('says where the change is, of an alarm that came before it', () => {
    expect(titleOf([365], [change(0, 0, 'lasting', 469)])).toBe(
      'Alarm at row 465, before the change (about row 470)',
    )
    const ends = Uint32Array.from({ length: 12 }, (_, k) => (k + 1) * 50)
    const batches = trace([[5, 5]], {
      positions: ends.map((end) => end - 1),
      rowNumbers: ends,
      windowStarts: ends.map((end) => end - 49),
      changes: [change(0, 0, 'lasting', 301)],
    })
    expect(verdictOf(batches, null, rowPlaces)).toMatchObject({
      outcome: 'drift',
      title: 'Alarm at row 300, before the change (between rows 301 and 350)',
      text: 'Raised by the window of rows 251–300. Where the change begins is estimated from the rows: the alarm may be its first sign, or a false one.',
    })
    expect(titleOf([28, 365, 420], [change(0, 0, 'unconfirmed'), change(1, 2, 'lasting', 469)])).toBe(
      '1 unconfirmed alarm, then an alarm at row 465, before the change (about row 470), 1 alarm since',
    )
  })

  test('tells alarms that nothing follows as such, and before a change first', () => {
    const spike = trace([point(28)], { ...base, changes: [change(0, 0, 'unconfirmed')] })
    expect(verdictOf(spike, null, rowPlaces)).toMatchObject({
      drift: false,
      outcome: 'unconfirmed',
      title: '1 unconfirmed alarm, at row 128: the stream goes on as before',
      text: 'Cumulative sum reached 0.5 at row 128, above its threshold of 0.012. The rows after the alarm do not differ from those before: a spike, or a false alarm.',
    })
    expect(titleOf([28, 60, 365], [change(0, 1, 'unconfirmed'), change(2, 2, 'lasting')])).toBe(
      '2 unconfirmed alarms, then drift detected at row 465',
    )
  })

  test('says of alarms that nothing follows where the stream changed later without one', () => {
    const missed = (changes: Change[]) =>
      verdictOf(trace([28, 60].map(point), { ...base, changes }), null, rowPlaces)
    expect(missed([change(0, 1, 'unconfirmed', 469)])).toMatchObject({
      drift: false,
      outcome: 'unconfirmed',
      title: '2 unconfirmed alarms, the first at row 128, and none at the change about row 470',
      text: 'Cumulative sum reached 0.5 at row 128, above its threshold of 0.012. The rows after the alarms do not differ from those before until the change about row 470, at which this detector raised no alarm.',
    })
  })

  test('counts as changes those of its headline, and tells the limit of the alarm that it tells', () => {
    const values = Float64Array.from({ length: n }, (_, i) => i / 1000)
    const found = trace([28, 365].map(point), {
      ...base,
      threshold: null,
      limits: [{ name: 'drift limit', level: 'drift', values }],
      changes: [change(0, 0, 'unconfirmed'), change(1, 1, 'lasting')],
    })
    const { text, facts } = verdictOf(found, null, rowPlaces)
    expect(text).toContain('reached 0.5 at row 465, above its limit of 0.365')
    expect(facts).toEqual([
      { label: 'drift limit at the alarm', value: '0.365' },
      { label: 'change', value: '1' },
      { label: 'alarms', value: '2' },
    ])
  })

  test('an alarm with few rows after it stands, and that is said', () => {
    const late = trace([point(1240)], { ...base, changes: [change(0, 0, 'recent')] })
    expect(verdictOf(late, null, rowPlaces)).toMatchObject({
      outcome: 'drift',
      title: expect.stringMatching(/^Alarm at row 1.?340: too early to tell whether it is drift$/) as string,
    })
    expect(verdictOf(late, null, rowPlaces).text).toContain(
      'Only 6 rows came after it: too few to tell whether it lasts.',
    )
  })

  test('where rows resemble the ones before, such an alarm does not count, and that is said', () => {
    const early: Change = { ...change(0, 0, 'unconfirmed'), tooEarly: true }
    const alone = verdictOf(trace([point(1240)], { ...base, changes: [early] }), null, rowPlaces)
    expect(alone).toMatchObject({
      drift: false,
      outcome: 'unconfirmed',
      title: expect.stringMatching(/^Alarm at row 1.?340: too early to tell whether it is drift$/) as string,
    })
    expect(alone.text).toMatch(
      /Only 6 rows came after it: .* it counts as drift only once more rows confirm it\.$/,
    )
    const after = trace([point(365), point(1240)], {
      ...base,
      changes: [change(0, 0, 'unconfirmed'), { ...early, first: 1, last: 1 }],
    })
    expect(verdictOf(after, null, rowPlaces).title).toMatch(
      /^1 unconfirmed alarm, then an alarm at row 1.?340: too early to tell whether it is drift$/,
    )
  })

  test('says which way the level moved, where the detector knows', () => {
    const rise = { start: 365, end: 365, peak: 365, series: 'increase' }
    const found = trace([], {
      ...base,
      alarms: [rise],
      changes: [{ ...change(0, 0, 'lasting'), began: 440 }],
    })
    expect(verdictOf(found, null, rowPlaces).title).toBe(
      'Drift detected at row 465 (increase, began about row 441)',
    )
  })

  test('names three changes, and of more the first and the last', () => {
    const three = [0, 1, 2].map((k) => change(k, k, 'lasting'))
    expect(titleOf([28, 360, 700], three)).toBe('3 changes detected: at row 128, at row 460 and at row 800')
    const four = [...three, change(3, 4, 'lasting')]
    const found = trace([28, 360, 700, 900, 910].map(point), { ...base, changes: four })
    expect(verdictOf(found, null, rowPlaces)).toMatchObject({
      title: '4 changes detected: the first at row 128, the last at row 1\u00A0000',
      facts: [
        { label: 'threshold', value: '0.012' },
        { label: 'changes', value: '4' },
        { label: 'alarms', value: '5' },
      ],
    })
    expect(verdictOf(found, null, rowPlaces).text).toContain(
      '5 alarms in all: an alarm between two changes belongs to the earlier one.',
    )
  })

  test('where the change is known, false alarms come first, whatever their rows looked like', () => {
    const changes = [change(0, 0, 'unconfirmed'), change(1, 3, 'lasting')]
    expect(titleOf([28, 371, 400, 600], changes, places)).toBe(
      '1 false alarm, then drift detected at row 471, 2 alarms since',
    )
    // A change that begins with a false alarm holds true ones too.
    expect(titleOf([340, 371], [change(0, 1, 'lasting')], places)).toBe(
      '1 false alarm, then drift detected at row 471',
    )
    expect(
      verdictOf(trace([point(28)], { ...base, changes: [change(0, 0, 'lasting')] }), null, places).outcome,
    ).toBe('unconfirmed')
    expect(titleOf([28, 60], [change(0, 1, 'lasting')], places)).toBe(
      '2 false alarms; the known change (row 451) was not detected',
    )
    const text = verdictOf(
      trace([point(371)], { ...base, changes: [change(0, 0, 'lasting')] }),
      null,
      places,
    ).text
    expect(text).toContain(', 20 rows after digits 5 to 9 begin (row 451).')
  })

  test('a known change that is named with its source has one pair of brackets', () => {
    const sourced: Places = {
      ...places,
      known: (of) => ({ ...places.known(of)!, label: 'the level drops (Cobb 1978)' }),
    }
    const found = trace([point(371)], { ...base, changes: [change(0, 0, 'lasting')] })
    expect(verdictOf(found, null, sourced).text).toContain(
      ', 20 rows after the level drops (Cobb 1978, row 451).',
    )
  })

  test('against a limit of 0 it is no verdict', () => {
    const limits = [{ name: 'drift limit', level: 'drift' as const, values: new Float64Array(n) }]
    const early = trace([point(28)], {
      ...base,
      threshold: null,
      limits,
      changes: [change(0, 0, 'unconfirmed')],
    })
    expect(verdictOf(early, null, rowPlaces)).toMatchObject({
      drift: false,
      outcome: 'undecided',
      title: 'No verdict: the alarm was against a limit of 0',
    })
    expect(verdictOf({ ...early, changes: [change(0, 0, 'lasting')] }, null, rowPlaces).outcome).toBe('drift')
  })

  test('speaks of dates alone where the axis is time', () => {
    const dates: Places = {
      at: (_, i) => `${i} May 2014`,
      when: (_, i) => `on ${i} May 2014`,
      span: () => null,
      known: () => null,
      inRows: false,
    }
    const found = trace([[20, 20]], { ...base, changes: [change(0, 0, 'lasting', 117)] })
    const { title, text } = verdictOf(found, null, dates)
    expect(title).toBe('Drift detected on 20 May 2014 (began about 18 May 2014)')
    expect(`${title} ${text}`).not.toMatch(/row/)
  })

  test('quiet: how far from its limit it stayed', () => {
    const quiet = trace([], { ...base, series: [{ name: 'MMD²', values: new Float64Array(n).fill(0.002) }] })
    expect(verdictOf(quiet, null, rowPlaces)).toMatchObject({
      drift: false,
      title: 'No change seen in the stream',
      text: 'Cumulative sum never exceeded its threshold of 0.012 (highest 0.002) in 1\u00A0247 rows.',
    })
    const votes = { members: 3, needed: 2, together: 'within 50 rows' }
    expect(verdictOf({ ...quiet, votes }, null, rowPlaces).text).toContain(
      'of 3 members voted for drift within 50 rows; 2 are needed.',
    )
    const still = { ...quiet, constant: true, lookedAt: 'the errors (column wrong)' } as const
    expect(verdictOf(still, null, rowPlaces)).toMatchObject({
      outcome: 'undecided',
      title: 'No verdict: nothing varies in the errors (column wrong)',
    })
    const empty = { ...quiet, notes: ['Not enough data: each of the 9 rows has no value.'], skipped: 1346 }
    expect(verdictOf({ ...empty, lookedAt: 'x1' }, null, rowPlaces).text).toBe(
      'Nothing was judged in x1. Choose a column that has values.',
    )
  })
})

describe('what decides', () => {
  const n = 1247
  const along = (value: (i: number) => number) => Float64Array.from({ length: n }, (_, i) => value(i))
  const base = {
    statisticName: 'Error rate',
    windowStarts: Uint32Array.from({ length: n }, (_, i) => i + 100),
    series: [{ name: 'Error rate', values: along((i) => (i < 500 ? 0.2 : 0.45)) }],
  }
  const here = rowPlaces

  test('a limit that moves is told as it stood at the alarm', () => {
    const moving = trace([[500, 500]], {
      ...base,
      alarms: [{ start: 500, end: 500, peak: 500, series: 'Error rate' }],
      threshold: null,
      limits: [{ name: 'drift limit', level: 'drift', values: along((i) => 0.3 + i / 10_000) }],
    })
    const verdict = verdictOf(moving, null, here)
    expect(verdict.text).toBe('Error rate reached 0.45 at row 600, above its limit of 0.35.')
    expect(verdict.facts).toContainEqual({ label: 'drift limit at the alarm', value: '0.35' })
    const low = [{ name: 'Error rate', values: along(() => 0.2) }]
    const quiet = verdictOf({ ...moving, series: low, alarms: [], drift: false }, null, here)
    expect(quiet.text).toBe(
      'Error rate never exceeded its limit in 1\u00A0247 rows; at the closest it was 0.2 (limit 0.3).',
    )
    expect(quiet.facts[0]).toEqual({ label: 'drift limit at the end', value: '0.4246' })
  })

  test('drift below the threshold, and a value on it', () => {
    const p = trace([[500, 500]], {
      ...base,
      statisticName: 'p-value',
      series: [{ name: 'p-value', values: along((i) => (i === 500 ? 0.001 : 0.4)) }],
      alarms: [{ start: 500, end: 500, peak: 500, series: 'p-value' }],
      threshold: 0.005,
      side: 'below',
    })
    expect(verdictOf(p, null, here).text).toBe(
      'p-value fell to 0.001 at row 600, below its threshold of 0.005.',
    )
    expect(verdictOf({ ...p, threshold: 0.001 }, null, here).text).toContain(
      'reached its threshold of 0.001 at row 600',
    )
    expect(verdictOf({ ...p, alarms: [], drift: false }, null, here).text).toContain(
      'never fell below its threshold of 0.005 (lowest 0.001) in 1\u00A0247 rows.',
    )
  })

  test('a band of two limits', () => {
    const band = trace([], {
      ...base,
      threshold: null,
      limits: [
        { name: 'upper', level: 'drift', values: along(() => 0.5) },
        { name: 'lower', level: 'drift', values: along(() => 0.1) },
        { name: 'mean', level: 'centre', values: along(() => 0.3) },
      ],
    })
    expect(verdictOf(band, null, here).text).toContain(
      'stayed within its limits in 1\u00A0247 rows; at the closest it was 0.45 (limits 0.1 and 0.5)',
    )
  })

  test('a warm-up longer than the stream is said, and so is an alarm without a value', () => {
    const short = trace([], { ...base, series: [{ name: 'Error rate', values: along(() => Number.NaN) }] })
    const notes = ['Not enough data: the detector needs 5\u00A0000 rows to warm up, the stream has 86.']
    expect(verdictOf({ ...short, notes }, null, here)).toMatchObject({
      outcome: 'undecided',
      title: 'Not enough data: the detector needs 5\u00A0000 rows to warm up, the stream has 86',
    })
    expect(verdictOf({ ...short, settings: { window: 2000 } }, null, here)).toMatchObject({
      outcome: 'undecided',
      title: 'Not enough data: no window could be judged',
    })
    const alarms = [{ start: 4, end: 4, peak: 4, series: 'Error rate' }]
    const changes: Change[] = [{ first: 0, last: 0, kind: 'lasting', began: null }]
    const bare = { ...short, alarms, changes, threshold: null }
    const { text, facts } = verdictOf(bare, null, here)
    expect(text).toBe('Error rate raised an alarm at row 104.')
    expect(JSON.stringify(facts)).not.toMatch(/NaN|–/)
  })
})
