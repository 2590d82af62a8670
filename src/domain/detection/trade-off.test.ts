import { expect, test } from 'vitest'
import type { Calibration } from '~/drift/calibration'
import { type Measured, PLAIN_TITLE, standings, tradeOff } from './trade-off'

function measured(name: string, delay: number | null, falseAlarms: number, more: Partial<Calibration> = {}) {
  return {
    detector: { id: name.toLowerCase(), name, columns: 'error' },
    calibration: {
      stream: 'errors with a probability of 0.2',
      step: 'the probability of an error rises from 0.2 to 0.4',
      delay,
      falseAlarms,
      falseAlarmsError: 0.1,
      quietRows: 200_000,
      found: delay === null ? 0 : 100,
      streams: 100,
      ...more,
    },
  } as const satisfies Measured
}

const standingsOf = (all: readonly Measured[]) =>
  Object.fromEntries(tradeOff(all, 'error').points.map(({ name, standing }) => [name, standing]))

test('the front: nobody is as soon with as few false alarms; of two equal ones both stay', () => {
  expect(
    standingsOf([
      measured('soon', 10, 20),
      measured('both', 30, 5),
      measured('twin', 30, 5),
      measured('later', 31, 5),
      measured('louder', 30, 5.1),
      measured('quiet', 90, 0),
      measured('worst', 100, 30),
    ]),
  ).toEqual({
    soon: 'best',
    both: 'best',
    twin: 'best',
    later: 'bettered',
    louder: 'bettered',
    quiet: 'best',
    worst: 'bettered',
  })
  expect(standings([])).toEqual([])
})

test('who misses the change in one of ten streams is drawn and not compared; below a half there is no median', () => {
  const all = [
    measured('sure', 50, 1, { found: 90 }),
    measured('unsure', 10, 0, { found: 89 }),
    measured('half', 11, 0, { found: 50 }),
    measured('seldom', 1, 0, { found: 49 }),
    measured('never', null, 0),
  ]
  expect(standingsOf(all)).toEqual({ half: 'unsure', unsure: 'unsure', sure: 'best' })
  expect(tradeOff(all, 'error').notes).toEqual([
    'No alarm after the change: never (0 of 100 streams).',
    'An alarm in less than half of the streams, too few for a median: seldom (49 of 100).',
  ])
})

test('kinds do not compare, and all of them together have no finding', () => {
  const one = { ...measured('column', 5, 0), detector: { id: 'c', name: 'column', columns: 'one' as const } }
  const all = [measured('a', 50, 1), measured('b', 40, 2), one]
  const { title, subtitle, points } = tradeOff(all, null)
  expect(title).toBe(PLAIN_TITLE)
  expect(subtitle).toContain('only points of one shape compare')
  expect(points.map(({ name, standing }) => [name, standing])).toEqual([
    ['column', 'best'],
    ['b', 'best'],
    ['a', 'best'],
  ])
  expect(tradeOff(all, 'error').points).toHaveLength(2)
})

test('the title is the finding, with the fewer names', () => {
  const title = (...all: Measured[]) => tradeOff(all, 'error').title
  const front = [measured('A', 1, 9), measured('B', 2, 8), measured('C', 3, 7), measured('D', 4, 6)]
  const worse = [measured('W', 5, 9), measured('X', 5, 9), measured('Y', 5, 9), measured('Z', 5, 9)]
  expect(title()).toBe(PLAIN_TITLE)
  expect(title(front[0]!)).toBe(PLAIN_TITLE)
  expect(title(front[0]!, worse[0]!)).toBe('A is both the fastest and the quietest of 2 detectors of errors')
  expect(title(...front)).toBe('Of 4 detectors of errors, none is both faster and quieter than another')
  expect(title(...front.slice(0, 2), ...worse)).toBe(
    'Of 6 detectors of errors, none is both faster and quieter than A and B',
  )
  expect(title(...front, ...worse.slice(0, 3))).toBe(
    'Of 7 detectors of errors, only W, X and Y are outdone by another in speed and quiet',
  )
  expect(title(...front, ...worse)).toBe(
    'Of 8 detectors of errors, 4 are not outdone by another in speed and quiet',
  )
})

test('the words say what was measured, on how much, and of whom nothing is known', () => {
  const { subtitle, notes } = tradeOff(
    [
      measured('A', 10, 2),
      measured('B', 20, 0, { quietRows: 10_000 }),
      { detector: { id: 'e', name: 'E', columns: 'error' }, calibration: null },
    ],
    'error',
  )
  expect(subtitle).toBe(
    'Measured at their defaults: false alarms on errors with a probability of 0.2; delay once the probability of an error rises from 0.2 to 0.4. Filled: no other is as fast with as few false alarms.',
  )
  expect(notes).toEqual([
    'Not measured: E.',
    'Less certain, from at most 10\u00A0000 quiet rows instead of 200\u00A0000: B.',
  ])
})
