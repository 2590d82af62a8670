import { formatNumber } from '~/lib/format'
import type { Machine, MachineState } from '../../machine'
import { machineRun } from '../../machine-run'
import { rddm, type RddmParams } from './rddm'

interface RddmState extends MachineState {
  /** Rows behind the error rate. */
  count: number
  /** How many of them Frouros has forgotten to count: 0 or 1. */
  uncounted: number
  p: number
  /** Standard deviation of the error rate. */
  s: number
  pMin: number
  sMin: number
  /** The newest errors, as a ring; the stored ones begin at `first`. */
  ring: Uint8Array
  first: number
  stored: number
  last: number
  /** Rows in the present warning: all since it began (MOA), or those that warned (Frouros). 0: no warning. */
  inWarning: number
  /** Where in the ring the warning began; −1: no warning, or overwritten. */
  warningAt: number
  /** The next row begins by rebuilding the error rate from the stored errors. */
  pending: boolean
}

/**
 * Barros et al. (doi 10.1016/j.eswa.2017.08.023), as their MOA class computes it: DDM with levels 1.773 and 2.258, whose
 * error rate is rebuilt from stored rows, at the row after a trigger. Triggers are an alarm (rebuilt from where its
 * warning began; without a warning from the last row alone, and the minimum is forgotten), a warning of `warningLimit`
 * rows (an alarm), and more than `maxConcept` rows without a warning (no alarm; the minimum stays).
 *
 * Profile of Frouros: rebuilds from all that is stored, leaves the row after an alarm out of its count, always forgets
 * the minimum, and counts only rows that warn.
 */
export const machine: Machine<RddmParams, RddmState> = {
  start: (p) => ({
    n: 0,
    drift: false,
    warning: false,
    count: 0,
    uncounted: 0,
    p: 0,
    s: 0,
    pMin: Number.POSITIVE_INFINITY,
    sMin: Number.POSITIVE_INFINITY,
    ring: new Uint8Array(p.minConcept),
    first: 0,
    stored: 0,
    last: -1,
    inWarning: 0,
    warningAt: -1,
    pending: false,
  }),

  update(s, row, p) {
    const x = row[0]!
    s.n++
    if (p.profile === 'frouros') updateAsFrouros(s, x, p)
    else update(s, x, p)
  },

  // The method's own way to start afresh: from what it has stored.
  restart: (s) => s,

  layout: (p) => ({
    statisticName: 'Error rate + its deviation',
    unit: '',
    series: ['error rate + deviation'],
    threshold: null,
    side: 'above',
    limits: [
      { name: 'drift limit', level: 'drift' },
      { name: 'warning limit', level: 'warning' },
    ],
    lines: [{ title: 'Rows behind the error rate', yLabel: 'rows', series: ['rows'] }],
    thresholdRule: `Alarm above the smallest error rate so far plus ${formatNumber(p.driftLevel)} of its standard deviations, warning above ${formatNumber(p.warningLevel)}; a warning of ${p.warningLimit} rows is an alarm as well.`,
    warmUp: p.minInstances,
  }),

  read(s, p, into) {
    into[3] = s.count
    if (s.pMin === Number.POSITIVE_INFINITY) return
    into[0] = s.p + s.s
    into[1] = s.pMin + p.driftLevel * s.sMin
    into[2] = s.pMin + p.warningLevel * s.sMin
  },

  internals: (s) => ({
    n: s.n,
    count: s.count - s.uncounted,
    // MOA and Tornado count from 1.
    countFromOne: s.count + 1,
    p: s.p,
    s: s.s,
    pMin: s.pMin,
    sMin: s.sMin,
    stored: s.stored,
    inWarning: s.inWarning,
  }),

  // A rebuild takes up to 20,000 steps, in odd settings at every row.
  rowsPerSlice: 50,
}

function update(s: RddmState, x: number, p: RddmParams): void {
  if (s.pending) {
    if (s.warningAt !== -1) {
      s.first = s.warningAt
      s.stored = s.last - s.first + 1
      if (s.stored <= 0) s.stored += p.minConcept
    }
    if (s.drift) forgetMinimum(s)
    rebuild(s, p.minInstances + 1)
    s.warningAt = -1
    s.inWarning = 0
  }
  store(s, x)
  take(s, x)
  s.drift = false
  s.warning = false
  if (s.inWarning > 0) s.inWarning++
  if (s.count < p.minInstances) return
  keepMinimum(s)
  if (exceeds(s, p.driftLevel)) {
    s.drift = true
    s.pending = true
    if (s.inWarning === 0) keepLast(s)
    return
  }
  if (!exceeds(s, p.warningLevel)) {
    s.inWarning = 0
    s.warningAt = -1
    s.pending = s.count >= p.maxConcept
  } else if (s.inWarning > p.warningLimit) {
    s.drift = true
    s.pending = true
    s.warningAt = -1
    s.inWarning = 0
    keepLast(s)
  } else {
    s.warning = true
    if (s.inWarning > 0) return
    s.inWarning = 1
    s.warningAt = s.last
  }
}

function updateAsFrouros(s: RddmState, x: number, p: RddmParams): void {
  if (s.pending) {
    forgetMinimum(s)
    rebuild(s, p.minInstances)
    s.inWarning = 0
    // The row has been counted before the count began anew.
    s.uncounted = 1
  }
  store(s, x)
  take(s, x)
  const wasWarning = s.warning
  s.drift = false
  s.warning = false
  const counted = s.count - s.uncounted
  if (counted < p.minInstances) return
  keepMinimum(s)
  if (exceeds(s, p.driftLevel)) {
    s.drift = true
    s.pending = true
    if (s.inWarning === 0) keepLast(s)
    return
  }
  if (!exceeds(s, p.warningLevel)) {
    s.inWarning = 0
    s.pending = counted >= p.maxConcept
  } else if (s.inWarning >= p.warningLimit) {
    // Frouros leaves the warning up at such an alarm.
    s.warning = wasWarning
    s.drift = true
    s.pending = true
    keepLast(s)
  } else {
    s.warning = true
    s.inWarning++
  }
}

/** Puts the newest error into the ring, over the oldest where it is full. */
function store(s: RddmState, x: number): void {
  const { length } = s.ring
  s.last = (s.last + 1) % length
  s.ring[s.last] = x
  if (s.stored < length) {
    s.stored++
    return
  }
  s.first = (s.first + 1) % length
  if (s.warningAt === s.last) s.warningAt = -1
}

function keepLast(s: RddmState): void {
  s.first = s.last
  s.stored = 1
}

/** Takes an error into the error rate. */
function take(s: RddmState, x: number): void {
  s.count++
  s.p += (x - s.p) / s.count
  // Rounding can lift p above 1 by a bit.
  s.s = Math.sqrt(Math.max(0, s.p * (1 - s.p)) / (s.count - s.uncounted))
}

/** Error rate of the stored errors; after an alarm also its minimum, from `minRows` rows on. */
function rebuild(s: RddmState, minRows: number): void {
  s.count = 0
  s.uncounted = 0
  s.p = 0
  for (let i = 0; i < s.stored; i++) {
    take(s, s.ring[(s.first + i) % s.ring.length]!)
    if (s.drift && s.count >= minRows) keepMinimum(s)
  }
  s.pending = false
}

function forgetMinimum(s: RddmState): void {
  s.pMin = Number.POSITIVE_INFINITY
  s.sMin = Number.POSITIVE_INFINITY
}

function keepMinimum(s: RddmState): void {
  if (!(s.p + s.s < s.pMin + s.sMin)) return
  s.pMin = s.p
  s.sMin = s.s
}

function exceeds({ p, s, pMin, sMin }: RddmState, level: number): boolean {
  return p + s > pMin + level * sMin
}

export const run = machineRun(rddm, machine)
