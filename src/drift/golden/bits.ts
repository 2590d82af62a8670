import { driveSync } from '../drive'
import { createRandom, PURPOSE, uniform } from '../random'
import { loadDetector } from '../run'
import type { Sample } from '../sample'

/** Results whose bits are pinned: the same in node, in a browser and in a worker. See `bits.test.ts`. */
export async function resultBits(): Promise<Record<string, string>> {
  const reference = uniformSample(1, 150, 5, 0)
  const test = uniformSample(2, 200, 5, 0.1)
  const [detect, slide] = await Promise.all([loadDetector('mmd'), loadDetector('mmd-window')])
  const mmd = driveSync(detect({}, { reference, test }))
  const window = driveSync(slide({ window: 30, simulations: 99 }, { reference, test }))
  if (mmd.shape !== 'two-sample' || window.shape !== 'trace') throw new Error('Unexpected shapes')
  return {
    mmd: hash([mmd.statistic.value, mmd.pValue, mmd.threshold, ...mmd.nullDistribution]),
    'mmd-window': hash([window.threshold ?? Number.NaN, ...window.series.flatMap((s) => [...s.values])]),
  }
}

/** Computed in node 20; change them only with a change that is meant to change results. */
export const PINNED_BITS = { mmd: '2022db2c', 'mmd-window': 'fc3d0f84' }

/** Uniform numbers need no function that engines may round differently. */
function uniformSample(seed: number, rows: number, d: number, shift: number): Sample {
  const random = createRandom(seed, PURPOSE.test)
  return {
    rows,
    columns: Array.from({ length: d }, (_, j) => `x${j}`),
    values: Float64Array.from({ length: rows * d }, () => uniform(random) + shift),
    rowNumbers: Uint32Array.from({ length: rows }, (_, i) => i + 1),
  }
}

/** FNV-1a over the bytes of the numbers. */
function hash(numbers: readonly number[]): string {
  let h = 0x811c9dc5
  for (const byte of new Uint8Array(Float64Array.from(numbers).buffer)) h = Math.imul(h ^ byte, 0x01000193)
  return (h >>> 0).toString(16).padStart(8, '0')
}
