import { readFileSync } from 'node:fs'
import { describe, expect, it } from 'vitest'
import { prepare } from '~/data/prepare/prepare'
import { readTable } from '~/data/read-file'
import { bundledSampleById } from '~/data/samples'
import { learnsFromStream, takesFor } from '~/domain/detection/detector-input'
import { driveSync } from '~/drift/drive'
import { guides } from '~/drift/guides'
import { detectors } from '~/drift/registry'
import { loadDetector } from '~/drift/run'
import { tryLink } from '~/pages/detectors/method/words'
import { selectionOf } from '~/pages/lab/job/jobs'
import { labCodec } from '~/pages/lab/settings'

// Beside the samples, as it looks at what no folder of `src` may know together: from the link on a method page, over
// the Lab's settings and the file, to what the detector finds in it.

/** @typedef {import('~/drift/results').DetectorResult} Result */
/** @typedef {import('~/drift/results').TraceResult} Trace */
/** @typedef {import('~/drift/define').Detector} Detector */

/**
 * How late the first alarm may come after the change that a sample marks, on its axis: rows, or years.
 * @type {Readonly<Record<string, number>>}
 */
const LATEST = { digits: 149, 'digits-predictions': 105, nile: 20 }

/**
 * Row of the first alarm after row 451, where the classifier begins to err more.
 * @type {Readonly<Record<string, number>>}
 */
const SEEN = {
  ddm: 471,
  eddm: 494,
  rddm: 471,
  'ecdd-wt': 464,
  stepd: 470,
  'hddm-a': 519,
  'hddm-w': 553,
  fhddm: 548,
  lfr: 466,
  'prequential-error': 508,
}

/** @param {string} fileName */
async function openFile(fileName) {
  const bytes = readFileSync(new URL(`../../public/samples/${fileName}`, import.meta.url))
  const { columns } = await readTable(new File([bytes], fileName))
  return { columns, name: fileName }
}

/**
 * What the Lab finds where it is opened by this link.
 * @param {string} link
 * @param {Detector} detector
 * @returns {Promise<{ result: Result, along: Float64Array | null }>} along: the axis of the test rows, where a column is it
 */
async function openLink(link, detector) {
  const settings = labCodec.read(new URLSearchParams(link.replace('#/?', '')))
  const selection = selectionOf(settings, detector, settings.columns, takesFor(detector, settings.columns))
  expect(settings.detector).toBe(detector.id)
  expect(settings.run).toBe(true)
  if (!selection) throw new Error(`${detector.id} has no files, or no reference, in ${link}`)
  const { reference, test } = selection
  const samples = prepare(
    { reference: await openFile(reference.name), test: test && (await openFile(test.name)) },
    selection,
  )
  const detect = await loadDetector(detector.id, settings.params)
  const result = driveSync(
    detect(settings.params, { ...samples, reference: learnsFromStream(detector) ? null : samples.reference }),
  )
  return { result, along: samples.times?.values ?? null }
}

/**
 * Where the alarms stand on the axis of the sample: row or time of the value that raised each.
 * @param {Trace} trace
 * @param {Float64Array | null} along
 */
function alarmsOf(trace, along) {
  return trace.alarms.map(({ start }) =>
    along ? (along[trace.positions[start] ?? -1] ?? Number.NaN) : (trace.rowNumbers[start] ?? Number.NaN),
  )
}

const all = await Promise.all(
  detectors.map(async (detector) => ({
    id: detector.id,
    detector: /** @type {Detector} */ (detector),
    tryIt: (await guides[detector.id]()).guide.tryIt,
  })),
)
const tried = all.flatMap(({ tryIt, ...rest }) => (tryIt ? [{ ...rest, tryIt }] : []))

it('every detector of concept drift can be tried on the errors of a classifier', () => {
  const concept = all.filter(({ detector }) => detector.family === 'concept')
  expect(concept.map(({ tryIt }) => tryIt?.sample)).toEqual(concept.map(() => 'digits-predictions'))
  expect(concept.map(({ id }) => id).toSorted()).toEqual(Object.keys(SEEN).toSorted())
})

describe.each(tried)('$id, tried on its sample', ({ id, detector, tryIt }) => {
  it('finds the change', async () => {
    const sample = bundledSampleById(tryIt.sample)
    if (!sample) throw new Error(`there is no sample ${tryIt.sample}`)
    const change = sample.annotations.markers[0]?.at
    const fields = detector.params.fields.map((f) => f.name)
    expect(fields).toEqual(expect.arrayContaining(Object.keys(tryIt.params)))
    const { result, along } = await openLink(tryLink(detector, tryIt), detector)
    expect(result.settings).toMatchObject(tryIt.params)
    expect(result.drift).toBe(true)
    // What it promises holds on independent rows alone; a stream has the order that its change is in.
    if (result.shape === 'per-column') expect(result.memory).toBeUndefined()
    if (result.shape !== 'trace') return
    if (change === undefined) throw new Error(`the sample ${tryIt.sample} marks no change`)
    const alarms = alarmsOf(result, along)
    const after = alarms.filter((at) => at >= change)
    // A method is shown at its best honest setting: without a false alarm.
    expect(alarms.length - after.length).toBe(0)
    expect((after[0] ?? Infinity) - change).toBeLessThanOrEqual(LATEST[tryIt.sample] ?? 0)
    if (id in SEEN) expect(after[0]).toBe(SEEN[id])
  })
})

it('with the warm-up that the sample suggests, DDM raises no false alarm before the change', async () => {
  const sample = bundledSampleById('digits-predictions')
  const detector = all.find(({ id }) => id === sample?.suggestion.detector)?.detector
  if (!sample || !detector) throw new Error('no such sample or detector')
  const { params, selection } = sample.suggestion
  const link = tryLink(detector, { sample: sample.id, params, columns: selection.columns })
  const { result, along } = await openLink(link, detector)
  if (result.shape !== 'trace') throw new Error('no trace')
  // The second is a false one: from row 451 on, rows are in random order.
  expect(alarmsOf(result, along)).toEqual([471, 847])
})
