import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import { RUN_TIME_SPREAD, RUN_TIME_TRIALS, runTimeBounds, runTimesOf } from '../../level-bounds.test-support'
import type { MachineState, Setup } from '../../machine'
import { detectorById } from '../../registry'
import { loadMachine } from '../../run'
import { normalSample } from '../../samples-for-tests'

const few = { window: 8, runTime: 50, simulations: 1000 }

/** Of ten expected run times, fewer than one in twenty thousand: it stands for the alarm that comes later. */
const LONGEST = 500

test.each(['mmd-online', 'lsdd-online'])(
  '%s: a false alarm comes once in about the expected run time',
  async (id) => {
    const machine = (await loadMachine(detectorById(id)!))!
    const rowsTo: number[] = []
    for (let trial = 0; trial < RUN_TIME_TRIALS; trial++) {
      const reference = normalSample(2 * trial, 150, 2)
      const stream = normalSample(2 * trial + 1, LONGEST, 2)
      const p = { ...detectorById(id)!.params.defaults, ...few, centres: 10, seed: trial }
      const bare = { reference, columns: 2 }
      const setup: Setup = { ...bare, calibration: driveSync(machine.calibrate!(p, bare)) as unknown }
      const state = machine.start(p, setup) as MachineState
      let rows = 0
      for (; rows < stream.rows && !state.drift; rows++)
        machine.update(state, stream.values.subarray(2 * rows, 2 * rows + 2), p, setup)
      rowsTo.push(rows)
    }
    const { mean, spread } = runTimesOf(rowsTo)
    const { shortest, longest } = runTimeBounds(few.runTime)
    expect(spread).toBeLessThan(RUN_TIME_SPREAD)
    expect(mean).toBeGreaterThan(shortest)
    expect(mean).toBeLessThan(longest)
  },
)
