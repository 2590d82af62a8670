import type { BocdParams } from '../detectors/change/bocd'
import { cusum, type CusumParams } from '../detectors/change/cusum'
import { machine as cusumMachine } from '../detectors/change/cusum.run'
import { pageHinkley, type PageHinkleyParams } from '../detectors/change/page-hinkley'
import { machine as pageHinkleyMachine } from '../detectors/change/page-hinkley.run'
import type { Machine, MachineState } from '../machine'
import { firstChange } from './bocd-walk'

/** Where a detector that sees one build after the other first spoke. */
export interface EarlyWarning {
  detector: string
  index: number
}

/** @returns where it first spoke; null: it did not */
type Walker = (values: Float64Array) => number | null

/**
 * The detectors of the registry up to their first alarm: nothing is recorded, since nothing of it is drawn. The index is
 * that of the first alarm of a whole run (a test holds the two together).
 * @param values deviations from the first `baseline` ones, finite
 */
export function earlyWarnings(values: Float64Array, baseline: number): EarlyWarning[] {
  return Object.entries(walkersOf(baseline)).flatMap(([detector, walk]) => {
    const index = walk(values)
    return index === null ? [] : [{ detector, index }]
  })
}

/** Parameters of each, beside its defaults. */
export function warningParams(baseline: number) {
  return {
    'page-hinkley': { threshold: 12, delta: 0.5, mode: 'both', minInstances: baseline },
    cusum: {
      threshold: 10,
      delta: 0.5,
      mode: 'both',
      known: 'given',
      target: 0,
      deviation: 1,
      minInstances: baseline,
    },
    bocd: { hazard: 1 / 250, minInstances: baseline },
  } as const satisfies {
    'page-hinkley': Partial<PageHinkleyParams>
    cusum: Partial<CusumParams>
    bocd: Partial<BocdParams>
  }
}

function walkersOf(baseline: number): Record<keyof ReturnType<typeof warningParams>, Walker> {
  const params = warningParams(baseline)
  return {
    'page-hinkley': walker(pageHinkleyMachine, { ...pageHinkley.params.defaults, ...params['page-hinkley'] }),
    cusum: walker(cusumMachine, { ...cusum.params.defaults, ...params.cusum }),
    bocd: (values) => firstChange(values, baseline, params.bocd.hazard),
  }
}

function walker<P, S extends MachineState>(machine: Machine<P, S>, p: P): Walker {
  const setup = { reference: null, columns: 1, calibration: null }
  return (values) => {
    const state = machine.start(p, setup)
    const row = new Float64Array(1)
    for (let i = 0; i < values.length; i++) {
      row[0] = values[i]!
      machine.update(state, row, p, setup)
      if (state.drift) return i
    }
    return null
  }
}
