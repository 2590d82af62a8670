import { formatNumber } from '~/lib/format'
import type { Machine, MachineState } from '../../machine'
import { machineRun } from '../../machine-run'
import { checkBit } from '../check-bit'
import { prequentialError, type PrequentialErrorParams } from './prequential-error'

interface PrequentialState extends MachineState {
  /** Errors and rows, each weighted by α to the power of its age. */
  errors: number
  rows: number
}

/** S = α S + e, N = α N + 1, and the error S / N (Gama et al. 2013, doi 10.1007/s10994-012-5320-9, eq. 4). */
export const machine: Machine<PrequentialErrorParams, PrequentialState> = {
  start: () => ({ n: 0, drift: false, warning: false, errors: 0, rows: 0 }),

  update(s, row, p) {
    const x = row[0]!
    checkBit('Prequential error', 'An error', x)
    s.n++
    s.errors = p.forgetting * s.errors + x
    s.rows = p.forgetting * s.rows + 1
    s.drift = p.alarm === 'limit' && s.n >= p.minInstances && s.errors / s.rows > p.limit
  },

  layout: (p) => ({
    statisticName: 'Prequential error',
    unit: '',
    series: ['error rate'],
    threshold: p.alarm === 'limit' ? p.limit : null,
    side: 'above',
    limits: [],
    lines: [],
    thresholdRule:
      p.alarm === 'limit'
        ? `Alarm above the limit of ${formatNumber(p.limit)} that was given; how often that happens by chance is not known.`
        : 'No limit is set: the curve shows the error rate and raises no alarm.',
    warmUp: p.alarm === 'limit' ? p.minInstances : null,
  }),

  read(s, _p, into) {
    into[0] = s.errors / s.rows
  },

  internals: (s) => ({ n: s.n, value: s.errors / s.rows, errors: s.errors, rows: s.rows }),
}

export const run = machineRun(prequentialError, machine)
