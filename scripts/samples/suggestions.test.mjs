import * as v from 'valibot'
import { describe, expect, it } from 'vitest'
import { bundledSamples } from '~/data/samples'
import { detectorById } from '~/drift/registry'

// Beside the script and not in `src/data`, which does not import the registry.
describe.each(bundledSamples)('suggestion for $id', ({ suggestion }) => {
  it('names a detector and parameters that the detector takes', () => {
    const detector = detectorById(suggestion.detector)
    if (!detector) throw new Error(`no detector ${suggestion.detector}`)
    const parsed = v.parse(detector.params.schema, suggestion.params)
    expect(parsed).toEqual({ ...detector.params.defaults, ...suggestion.params })
    expect(Object.keys(detector.params.defaults)).toEqual(
      expect.arrayContaining(Object.keys(suggestion.params)),
    )
    const fits = detector.columns === 'many' || suggestion.selection.columns?.length === 1
    expect(fits).toBe(true)
  })
})
