import { expect, test } from 'vitest'
import type { Detector } from './define'
import { drive } from './drive'
import { detectors } from './registry'
import { loadDetector } from './run'
import type { Sample } from './sample'
import { normalSample } from './samples-for-tests'

const all: readonly Detector[] = detectors
const ofNumbers = all.filter(
  ({ columns, id }) => (columns === 'one' || columns === 'many') && id !== 'fisher',
)

const QUICK: Readonly<Record<string, object>> = {
  'cvm-online': { runTime: 50, simulations: 1000 },
  'lsdd-online': { runTime: 50, simulations: 1000 },
}

const scaled = (sample: Sample, of: (value: number, row: number) => number): Sample => ({
  ...sample,
  values: sample.values.map(of),
})

async function outcomeAt({ id, params }: Detector, scale: number): Promise<string> {
  const detect = await loadDetector(id, params.defaults)
  const samples = {
    reference: scaled(normalSample(1, 150, 1), (x) => x * scale),
    test: scaled(normalSample(2, 200, 1), (x, i) => (x + (i >= 80 ? 3 : 0)) * scale),
  }
  const outcome = await drive(detect({ ...params.defaults, ...QUICK[id] }, samples), { now: () => 0 })
  if (outcome.status === 'failed') return outcome.failure.code
  return outcome.status === 'done' ? `drift: ${outcome.value.drift}` : outcome.status
}

test.each(ofNumbers.map((detector) => [detector.id, detector] as const))(
  '%s tells of numbers at the edge of what there is what it tells of others, or says that it cannot',
  async (_, detector) => {
    const usual = await outcomeAt(detector, 1)
    for (const scale of [1e155, 1e300, 1e-310])
      expect(['values-out-of-range', usual]).toContain(await outcomeAt(detector, scale))
  },
)

test('the row and column are named', async () => {
  const detect = await loadDetector('adwin')
  const stream = scaled(normalSample(1, 100, 1), (x, i) => (i === 40 ? -2e200 : x))
  const told = async (test: Sample) => {
    const outcome = await drive(detect({}, { reference: null, test }), { now: () => 0 })
    return outcome.status === 'failed' ? outcome.failure.message : outcome.status
  }
  expect(await told(stream)).toBe(
    "Row 41 has -2e200 in column 'x1', too large for ADWIN to compute with. Standardise the columns, correct the number, or leave this column out.",
  )
  expect(await told(scaled(stream, () => 2e-200))).toContain(
    "Column 'x1' has no number above 2e-200 in size, too small for ADWIN to compute with.",
  )
  expect(await told(scaled(stream, () => 0))).toBe('done')
})
