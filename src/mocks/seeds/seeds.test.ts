import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { driftSchema, experimentSchema } from '~/api/drift-watch/contract'
import { recordOf } from '~/api/drift-watch/wire'
import { headline, pointsOf, summary } from '~/domain/drift-watch/history'
import { baselineOf, modelChanges } from '~/domain/drift-watch/notable-records'
import { proposeMetric } from '~/domain/drift-watch/readings'
import { loadCamera, loadExperiments, loadScanner } from './load'

test('the experiments are those of the histories, in their order', async () => {
  const histories = await Promise.all([loadCamera(), loadScanner()])
  expect(await loadExperiments()).toEqual(histories.map(({ experiment }) => experiment))
})

describe.each([
  ['camera', loadCamera, 214],
  ['scanner', loadScanner, 10_000],
])('%s', (_, load, count) => {
  test('its rows are rows of the contract, each with an id of its own, ascending in time', async () => {
    const { experiment, drifts } = await load()
    expect(v.is(experimentSchema, { ...experiment, permissions: [] })).toBe(true)
    expect(drifts).toHaveLength(count)
    expect(drifts.filter((row) => !v.is(driftSchema, row))).toEqual([])
    expect(new Set(drifts.map(({ id }) => id)).size).toBe(count)
    for (const { id } of [experiment, ...drifts])
      expect(id).toMatch(/^[\da-f]{8}-[\da-f]{4}-4[\da-f]{3}-[89ab][\da-f]{3}-[\da-f]{12}$/)
    const times = drifts.map((row) => row.created_at)
    expect(times).toEqual(times.toSorted())
  })

  test('only completed records have values, and each verdict is the comparison that it logs', async () => {
    const { drifts } = await load()
    for (const { job_status, parameters, drift_detected } of drifts) {
      if (job_status !== 'Completed') {
        expect([drift_detected, parameters]).toEqual([false, {}])
        continue
      }
      const { distance, drift_distance, warning_distance, warning } = parameters as Record<string, number>
      expect(distance !== undefined && drift_distance !== undefined && distance > drift_distance).toBe(
        drift_detected,
      )
      expect(distance !== undefined && warning_distance !== undefined && distance > warning_distance).toBe(
        warning,
      )
    }
  })
})

test('the camera fouls, is cleaned, and fouls again', async () => {
  const { drifts } = await loadCamera()
  const states = drifts.map(({ job_status, drift_detected }) =>
    job_status === 'Completed' ? (drift_detected ? 'D' : '.') : job_status === 'Failed' ? 'x' : 'o',
  )
  const row = states.join('')
  expect(
    row
      .replaceAll('x', '')
      .match(/D+/g)
      ?.map((drift) => drift.length),
  ).toEqual([7, 14])
  expect(row.match(/x/g)).toHaveLength(6)
  expect(row.endsWith('DDDo')).toBe(true)
  const first = drifts[row.lastIndexOf('.') + 1]
  expect(first?.created_at.slice(0, 10)).toBe('2024-09-26')
  expect(drifts.slice(0, 42).every(({ tags }) => tags.includes('baseline'))).toBe(true)
  expect(drifts.find(({ model }) => model === 'v3.1')).toMatchObject({
    created_at: expect.stringMatching(/^2024-08-22/),
    parameters: { note: 'lens cleaned' },
  })
})

test('the history pages find their words in them', async () => {
  const [camera, scanner] = await Promise.all(
    [loadCamera, loadScanner].map(async (load) => (await load()).drifts.map(recordOf)),
  )
  const points = pointsOf(camera ?? [], proposeMetric(camera ?? []))
  expect(headline(points)).toMatchObject({ tone: 'drift', title: 'Drifting since 26 September' })
  expect(summary(points)).toMatchObject({
    total: 214,
    drifts: 21,
    streak: 14,
    failed: 6,
    running: 1,
    mismatches: 0,
  })
  expect(points.some(({ state }) => state === 'warning')).toBe(true)
  expect(baselineOf(camera ?? [])?.label).toBe('Baseline, 42 records')
  expect(modelChanges(camera ?? []).map(({ label }) => label)).toEqual(['v3.1, lens cleaned'])
  const many = pointsOf(scanner ?? [], proposeMetric(scanner ?? []))
  expect(headline(many)).toMatchObject({ tone: 'ok', title: 'No drift since 16 September' })
})
