import * as v from 'valibot'
import { describe, expect, test } from 'vitest'
import { goldenTexts } from './golden/vectors'
import { mmd } from './detectors/kernel/mmd'
import { detectorById, detectors } from './registry'
import { loadDetector } from './run'
import { driveSync } from './drive'
import { samplesFor } from './samples-for-tests'
import type { Detector } from './define'
import { guides } from './guides'
import { parseGolden } from './verify/cases'
import { mapping } from './verify/mapping'

const all: readonly Detector[] = detectors

/** Their defaults simulate for seconds: at full size they run on the bundled samples (try-it.slow.test.mjs). */
const QUICK: Readonly<Record<string, object>> = {
  'cvm-online': { runTime: 50, simulations: 1000 },
  'lsdd-online': { runTime: 50, simulations: 1000 },
}

/** Detectors that golden cases are computed by. */
const withVectors = new Set<string>()
for (const [name, load] of Object.entries(goldenTexts)) {
  const file = parseGolden(await load(), name)
  for (const c of file.cases) {
    const mapped = mapping[name]?.(c, file)
    if (mapped && 'detector' in mapped && mapped.detector) withVectors.add(mapped.detector)
  }
}

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

  test('refuses values outside the ranges of its fields, with a sentence that names the parameter', async () => {
    const detect = await loadDetector(id)
    const samples = samplesFor(detector)
    for (const { name, label, input } of detector.params.fields) {
      const wrong: unknown[] = [null, {}]
      if (input.kind === 'choice') wrong.push('no such choice')
      if (input.kind === 'integer' || input.kind === 'number') {
        wrong.push(input.min - 1, input.max * 2 + 1, Number.NaN, Infinity, '1')
        if (input.kind === 'integer') wrong.push(input.default + 0.5)
        else if (input.exclusiveMin) wrong.push(input.min)
      }
      for (const value of wrong) {
        const run = () => driveSync(detect({ [name]: value }, samples))
        expect(run, `${name} = ${String(value)}`).toThrow(expect.objectContaining({ code: 'bad-parameter' }))
        expect(run).toThrow(label)
      }
    }
  })

  test('says what reproduces its result, in values that survive a message', async () => {
    const detect = await loadDetector(id)
    const samples = samplesFor(detector)
    const few = QUICK[id] ?? {}
    const result = driveSync(detect(few, samples))
    expect(result.detector).toBe(id)
    expect(structuredClone(result)).toEqual(result)
    expect(driveSync(detect({ ...few, unknown: 1 }, samples))).toEqual(result)
    const odd = Object.entries(result.settings).filter(
      ([, x]) => typeof x === 'number' && !Number.isFinite(x),
    )
    expect(odd).toEqual([])
  })
})

test.each(all.map((d) => [d.id, d] as const))('%s has a method page', async (id, detector) => {
  const { guide } = await guides[id as keyof typeof guides]()
  expect(guide.asks.length).toBeGreaterThan(40)
  expect(guide.formula.length).toBeGreaterThan(0)
  expect(guide.chart.length).toBeGreaterThan(20)
  expect(guide.pitfalls.length).toBeGreaterThan(0)
  if (guide.python !== null) expect(guide.python.code).toContain('import')
  if (detector.kind === 'stream') expect(guide.firstAlarm).not.toBe('')
})

test('an unknown detector, a missing reference and too many columns are told apart', async () => {
  const two = samplesFor(mmd).test
  const run = async (id: string, reference: typeof two | null) =>
    driveSync((await loadDetector(id))({}, { reference, test: two }))
  await expect(run('nothing', two)).rejects.toMatchObject({ code: 'unknown-detector' })
  await expect(run('mmd', null)).rejects.toMatchObject({ code: 'needs-reference' })
  await expect(run('mmd-window', null)).rejects.toMatchObject({ code: 'needs-reference' })
  await expect(run('page-hinkley', null)).rejects.toMatchObject({ code: 'needs-one-column' })
})

test('declarations bring no numerics with them: pages load all of them', () => {
  const sources = import.meta.glob<string>('./**/*.ts', { query: '?raw', import: 'default', eager: true })
  const loaded = new Set(['./registry.ts'])
  for (const path of loaded)
    for (const [, fixed, late] of (sources[path] ?? '').matchAll(IMPORTS))
      loaded.add(resolved(path, fixed ?? late ?? ''))
  const allowed = [
    './registry.ts',
    './define.ts',
    './params.ts',
    './detectors/test-params.ts',
    './detectors/common-params.ts',
    './detectors/distances/distance-params.ts',
    './detectors/column-streams/batch-params.ts',
    './detectors/ensembles/ensemble-params.ts',
  ]
  expect(
    [...loaded]
      .filter((path) => !allowed.includes(path))
      .map((path) => path.replace(/^\.\/detectors\/[\w-]+\//, ''))
      .sort(),
  ).toEqual(all.map(({ id }) => `${id}.ts`).sort())
})

/** `import … from` and `import()` of the project's own files, types left out. */
const IMPORTS = /^(?:import|\}) (?!type ).*?from '(\..*)'|import\('(\..*?)'\)/gm

/** './detectors/kernel/mmd.ts', '../params' → './params.ts' */
function resolved(from: string, written: string): string {
  const { pathname } = new URL(written, new URL(from, 'file:///'))
  return `.${pathname}.ts`
}
