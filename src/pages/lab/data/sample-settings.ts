import { type BundledSample, bundledSampleOf } from '~/data/samples'
import type { LabSettings } from '../settings'

/** What opening a bundled sample sets: its files, what it suggests, and that it is run. */
export function settingsOfSample(sample: BundledSample): Partial<LabSettings> {
  const refTo = (role: 'reference' | 'test' | 'both') => {
    const file = sample.files.find((f) => f.role === role)
    return file ? { digest: file.digest, name: file.fileName } : null
  }
  const { selection, detector, params } = sample.suggestion
  return {
    ...selection,
    columns: selection.columns && [...selection.columns],
    reference: refTo('reference') ?? refTo('both'),
    test: refTo('test'),
    detector,
    params: { ...params },
    beside: [],
    labels: null,
    oneIsCorrect: false,
    run: true,
  }
}

/** The bundled sample that the stream belongs to; null where it is somebody's own. */
export function sampleOf({ reference, test }: LabSettings): BundledSample | null {
  const stream = test ?? reference
  return stream ? bundledSampleOf(stream.digest) : null
}
