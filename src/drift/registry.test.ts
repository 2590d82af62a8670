import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { mapping } from './golden/mapping'
import { goldenFiles } from './golden/vectors'
import { detectorById, detectors } from './registry'
import { runDetector } from './run'
import { driveSync } from './drive'
import { normalSample } from './samples-for-tests'
import type { Detector } from './define'

const all: readonly Detector[] = detectors

/** Detectors that golden cases are computed by. */
const withVectors = new Set(
  Object.entries(goldenFiles).flatMap(([name, file]) =>
    file.cases.flatMap((c) => {
      const mapped = mapping[name]?.(c)
      return mapped && 'detector' in mapped ? [mapped.detector] : []
    }),
  ),
)

test('ids are unique, and each finds its detector', () => {
  expect(new Set(all.map((d) => d.id)).size).toBe(all.length)
  for (const d of all) expect(detectorById(d.id)).toBe(d)
  expect(detectorById('toString')).toBeNull()
})

describe.each(all.map((d) => [d.id, d] as const))('%s', (id, detector) => {
  test('has an id in kebab-case, golden vectors and a citation with its DOI', () => {
    expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
    expect(withVectors).toContain(id)
    expect(detector.citation.text).toMatch(/\(\d{4}\)/)
    expect(detector.citation.doi).toMatch(/^10\.\d{4,}\/\S+$/)
    expect(detector.summary.length).toBeGreaterThan(30)
    if (detector.kind === 'batch' && detector.evolution !== null)
      expect(detectorById(detector.evolution)?.kind).toBe('stream')
  })

  test('explains every parameter, and its defaults are valid', () => {
    for (const field of detector.params.fields) {
      expect(field.label).not.toBe('')
      expect(field.help).toMatch(/^[A-Z0-9].{20,}\.$/)
      if (field.shownWhen) {
        const other = detector.params.fields.find((f) => f.name === field.shownWhen?.name)
        const options = other?.input.kind === 'choice' ? other.input.options.map((o) => o.value) : []
        expect(options).toContain(field.shownWhen.is)
      }
    }
    expect(v.parse(detector.params.schema, {})).toEqual(detector.params.defaults)
  })

  test('refuses values outside the ranges of its fields, with a sentence that names the parameter', () => {
    const columns = detector.columns === 'one' ? 1 : 2
    const samples = { reference: normalSample(1, 250, columns), test: normalSample(2, 250, columns) }
    for (const { name, label, input } of detector.params.fields) {
      const wrong: unknown[] = [null, {}]
      if (input.kind === 'choice') wrong.push('no such choice')
      if (input.kind === 'integer' || input.kind === 'number') {
        wrong.push(input.min - 1, input.max * 2 + 1, Number.NaN, Infinity, '1')
        if (input.kind === 'integer') wrong.push(input.default + 0.5)
        else if (input.exclusiveMin) wrong.push(input.min)
      }
      for (const value of wrong) {
        const run = () => driveSync(runDetector(id, { [name]: value }, samples))
        expect(run, `${name} = ${String(value)}`).toThrow(expect.objectContaining({ code: 'bad-parameter' }))
        expect(run).toThrow(label)
      }
    }
  })

  test('says what reproduces its result, in values that survive a message', () => {
    const columns = detector.columns === 'one' ? 1 : 2
    const samples = { reference: normalSample(1, 250, columns), test: normalSample(2, 250, columns) }
    const result = driveSync(runDetector(id, {}, samples))
    expect(result.detector).toBe(id)
    expect(structuredClone(result)).toEqual(result)
    expect(driveSync(runDetector(id, { unknown: 1 }, samples))).toEqual(result)
    const odd = Object.entries(result.settings).filter(
      ([, x]) => typeof x === 'number' && !Number.isFinite(x),
    )
    expect(odd).toEqual([])
  })
})

test('an unknown detector, a missing reference and too many columns are told apart', () => {
  const two = normalSample(1, 50, 2)
  const run = (id: string, reference: typeof two | null) => () =>
    driveSync(runDetector(id, {}, { reference, test: two }))
  expect(run('nothing', two)).toThrow(expect.objectContaining({ code: 'unknown-detector' }))
  expect(run('mmd', null)).toThrow(expect.objectContaining({ code: 'needs-reference' }))
  expect(run('mmd-window', null)).toThrow(expect.objectContaining({ code: 'needs-reference' }))
  expect(run('page-hinkley', null)).toThrow(expect.objectContaining({ code: 'needs-one-column' }))
})
