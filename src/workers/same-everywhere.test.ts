import { expect, test } from 'vitest'
import { prepare } from '~/data/prepare/prepare'
import { readTable } from '~/data/read-file'
import { drive, driveSync } from '~/drift/drive'
import { loadDetector } from '~/drift/run'
import { expected, modes, referenceText, sharedRun, testText } from './fixtures/shared-run'

test('node finds the same bits as a browser worker, in one go or in slices', async () => {
  const reference = await readTable(new File([referenceText], 'reference.csv'))
  const testSample = await readTable(new File([testText], 'test.csv'))
  const samples = prepare(
    {
      reference: { columns: reference.columns, name: 'reference.csv' },
      test: { columns: testSample.columns, name: 'test.csv' },
    },
    {
      reference: { digest: reference.summary.digest, name: 'reference.csv' },
      test: { digest: testSample.summary.digest, name: 'test.csv' },
      split: null,
      columns: null,
      standardise: true,
      timeColumn: null,
    },
  )
  const input = { reference: samples.reference, test: samples.test }
  const detect = await loadDetector(sharedRun.detector)
  const start = () => detect(sharedRun.params, input)

  const sliced = await drive(start(), { now: () => performance.now(), sliceMs: 0 })
  for (const outcome of [driveSync(start()), sliced.status === 'done' ? sliced.value : null]) {
    if (outcome?.shape !== 'two-sample') throw new Error('MMD gives a two-sample result')
    expect(outcome.statistic.value).toBe(expected.statistic)
    expect(outcome.pValue).toBe(expected.pValue)
    expect(outcome.settings['sigma']).toBe(expected.sigma)
    expect(outcome.nullDistribution.reduce((sum, x) => sum + x, 0)).toBe(expected.nullSum)
  }
  for (const { params, pValue, nullSum } of modes) {
    const outcome = driveSync(detect({ ...sharedRun.params, ...params }, input))
    if (outcome.shape !== 'two-sample') throw new Error('MMD gives a two-sample result')
    expect({
      params,
      pValue: outcome.pValue,
      nullSum: outcome.nullDistribution.reduce((sum, x) => sum + x, 0),
    }).toEqual({ params, pValue, nullSum })
  }
})
