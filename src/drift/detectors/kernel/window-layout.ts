import { exponentOf, formatCount, formatNumber } from '~/lib/format'
import type { Computation } from '../../define'
import { DriftError } from '../../errors'
import { atLeast, rowWindows, timeWindows, type Windows } from '../../kernels/windows'
import type { Settings } from '../../results'
import type { Sample, Times } from '../../sample'
import { checkRows } from '../check-samples'
import type { WindowParams } from './mmd-window'
import { power } from '../../math/power'

/** Where the windows of a stream lie, and what is to be said of them. */
export interface WindowLayout {
  /** Every place at which a window ends. */
  all: Windows
  /** The windows that hold enough rows to be judged, at least one; of `all`, these `indices`. */
  judged: Windows
  indices: Uint32Array
  /** "100 rows", "30 days", "5 in year" */
  described: string
  notes: string[]
  settings: Settings
}

/** Automatic step: the smallest that gives at most this many windows. */
const MOST_WINDOWS = 10_000

const automaticStep = (places: number): number => Math.max(1, Math.ceil(places / MOST_WINDOWS))

const MS_A_DAY = 86_400_000

/**
 * @param used reference rows, of which each window may hold at most half (unless the threshold is given)
 * @throws DriftError `too-few-rows`, `needs-times`, `times-out-of-order`, `window-too-long`, `window-too-short`
 */
export function* layWindows(
  test: Sample,
  times: Times | null,
  p: WindowParams,
  used: number,
): Computation<WindowLayout> {
  if (p.windowBy === 'time') return yield* layTimeWindows(test, times, p, used)
  const described = `${formatCount(p.window)} rows`
  if (p.control !== 'given')
    checkReference(described, p.window, used, `Set Window to ${formatCount(Math.floor(used / 2))} or less`)
  checkRows('one window of MMD over time', 'test sample', test, p.window)
  const step = p.step === 0 ? automaticStep(test.rows - p.window + 1) : p.step
  const all = rowWindows(test.rows, p.window, step)
  return {
    all,
    judged: all,
    indices: Uint32Array.from({ length: all.count }, (_, i) => i),
    described,
    notes: stepNotes(p, step, 'rows'),
    settings: { windowBy: 'rows', window: p.window, step },
  }
}

function* layTimeWindows(
  test: Sample,
  times: Times | null,
  p: WindowParams,
  used: number,
): Computation<WindowLayout> {
  if (!times)
    throw new DriftError(
      'needs-times',
      'Choose the column that orders the stream, or count the window in rows.',
    )
  checkTimes(test, times)
  const scale = times.unit === 'ms' ? MS_A_DAY : 1
  const spoken = (duration: number): string =>
    times.unit === 'ms'
      ? `${formatNumber(duration)} ${duration === 1 ? 'day' : 'days'}`
      : `${formatNumber(duration)} in ${times.column}`
  const described = spoken(p.duration)
  const { step, ...all } = yield* timeWindows(times.values, p.duration * scale, (places) =>
    p.step === 0 ? automaticStep(places) : p.step,
  )
  if (all.count === 0)
    throw tooLong(
      ((times.values[test.rows - 1] as number) - (times.values[0] as number)) / scale,
      described,
      spoken,
    )
  const { kept: judged, indices } = atLeast(all, p.fewestRows)
  if (judged.count === 0)
    throw new DriftError(
      'window-too-short',
      `No window of ${described} holds ${formatCount(p.fewestRows)} rows, the largest ${formatCount(all.largest)}. Set a longer Duration${all.largest >= 2 ? `, or Fewest rows to ${formatCount(all.largest)} or less` : ''}.`,
    )
  const fitting = floored(longestFitting(times.values, Math.floor(used / 2)) / scale)
  if (p.control !== 'given')
    checkReference(
      `${described} holds up to ${formatCount(judged.largest)} rows and`,
      judged.largest,
      used,
      fitting > 0 ? `Set Duration to ${formatNumber(fitting)} or less` : 'Count the window in rows',
    )
  const notes = stepNotes(p, step, 'different times')
  const left = all.count - judged.count
  if (left > 0)
    notes.push(
      `${formatCount(left)} of ${formatCount(all.count)} windows hold fewer than ${formatCount(p.fewestRows)} rows and have no value.`,
    )
  if (2 * judged.smallest < judged.largest)
    notes.push(
      `Windows hold ${formatCount(judged.smallest)} to ${formatCount(judged.largest)} rows. The smallest vary most and raise the threshold for all: a higher number of Fewest rows leaves them out.`,
    )
  return {
    all,
    judged,
    indices,
    described,
    notes,
    settings: {
      windowBy: 'time',
      duration: p.duration,
      durationUnit: times.unit === 'ms' ? 'days' : `in ${times.column}`,
      fewestRows: p.fewestRows,
      smallestWindow: judged.smallest,
      largestWindow: judged.largest,
      step,
    },
  }
}

function stepNotes(p: WindowParams, step: number, unit: string): string[] {
  return p.step === 0 && step > 1
    ? [
        `Windows are ${formatCount(step)} ${unit} apart, so that there are at most ${formatCount(MOST_WINDOWS)}.`,
      ]
    : []
}

/**
 * Half of the reference is compared with, half held out: a window may be as large as a half.
 * @param fix what else would help, where there are rows enough for any window
 * @throws DriftError `window-too-long`
 */
function checkReference(window: string, rows: number, used: number, fix: string): void {
  const needed = Math.max(8, 2 * rows)
  if (used >= needed) return
  throw new DriftError(
    'window-too-long',
    `Not enough data: a window of ${window} needs at least ${formatCount(needed)} reference rows (half of them set the threshold), and there are ${formatCount(used)}. ` +
      (used >= 8 ? `${fix}, or take more reference rows.` : 'Take more reference rows.'),
  )
}

/** @throws DriftError `times-out-of-order` */
function checkTimes(test: Sample, { values, column }: Times): void {
  if (values.length !== test.rows)
    throw new DriftError(
      'times-out-of-order',
      `The test sample has ${formatCount(test.rows)} rows and ${formatCount(values.length)} times. Every row needs its own.`,
    )
  for (let i = 0; i < values.length; i++)
    if (!Number.isFinite(values[i]) || (i > 0 && (values[i] as number) < (values[i - 1] as number)))
      throw new DriftError(
        'times-out-of-order',
        `Row ${formatCount(test.rowNumbers[i] ?? i + 1)} has no time in ${column}, or one before that of the row ahead of it. Order the rows by their times.`,
      )
}

function tooLong(covered: number, described: string, spoken: (duration: number) => string): DriftError {
  return new DriftError(
    'window-too-long',
    covered > 0
      ? `The test sample covers ${spoken(floored(covered))}, less than one window of ${described}. Set Duration to ${formatNumber(floored(covered))} or less.`
      : 'All rows of the test sample have the same time, so no window can move over them. Count the window in rows.',
  )
}

/** The longest duration at which no window holds more than `most` rows. */
function longestFitting(times: Float64Array, most: number): number {
  let shortest = Number.POSITIVE_INFINITY
  for (let i = 0; i + most < times.length; i++)
    shortest = Math.min(shortest, (times[i + most] as number) - (times[i] as number))
  return shortest
}

/** Rounded down to three significant digits, so that what is advised fits. */
function floored(x: number): number {
  if (!(x > 0) || !Number.isFinite(x)) return 0
  const exponent = exponentOf(x)
  const unit = power(10, Math.abs(2 - exponent))
  return exponent < 2 ? Math.floor(x * unit) / unit : Math.floor(x / unit) * unit
}
