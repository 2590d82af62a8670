import { expect, test } from 'vitest'
import { driveSync } from '../../drive'
import type { MachineState, Setup } from '../../machine'
import { detectorById } from '../../registry'
import { loadMachine } from '../../run'
import { normalSample } from '../../samples-for-tests'

const few = { window: 8, runTime: 50, simulations: 1000 }

test.each(['mmd-online', 'lsdd-online'])(
  '%s: a false alarm comes once in about the expected run time',
  async (id) => {
    const machine = (await loadMachine(detectorById(id)!))!
    let rows = 0
    let alarms = 0
    for (let trial = 0; trial < 120; trial++) {
      const reference = normalSample(2 * trial, 150, 2)
      const stream = normalSample(2 * trial + 1, 300, 2)
      const p = { ...detectorById(id)!.params.defaults, ...few, centres: 10, seed: trial }
      const bare = { reference, columns: 2 }
      const setup: Setup = { ...bare, calibration: driveSync(machine.calibrate!(p, bare)) as unknown }
      const state = machine.start(p, setup) as MachineState
      for (let i = 0; i < stream.rows && !state.drift; i++) {
        machine.update(state, stream.values.subarray(2 * i, 2 * i + 2), p, setup)
        rows++
      }
      if (state.drift) alarms++
    }
    // One reference has its own rate of alarms: their spread is larger than that of geometric run times.
    expect(rows / alarms).toBeGreaterThan(30)
    expect(rows / alarms).toBeLessThan(85)
  },
)
