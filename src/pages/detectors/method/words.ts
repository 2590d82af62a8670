import { bundledSampleById } from '~/data/samples'
import type { Detector } from '~/drift/define'
import type { Guide } from '~/drift/guides'
import { linkTo } from '~/lib/paths'

const FAMILY_WORDS = {
  change: 'Change detection',
  concept: 'Concept drift',
  'data-drift': 'Data drift',
  ensemble: 'Ensemble',
} as const satisfies Record<Detector['family'], string>

/** "Change detection · streaming · O(1) a row, memory O(1) · first alarm at value 30" */
export function factsOf({ family, kind, cost }: Detector, { firstAlarm }: Guide): string {
  return [
    FAMILY_WORDS[family],
    kind === 'stream' ? 'streaming' : 'batch',
    `${cost.time}, memory ${cost.memory}`,
    ...(firstAlarm ? [`earliest alarm: ${firstAlarm}`] : []),
  ].join(' · ')
}

/**
 * On what a method is tried, and with which settings: those that suit the sample, where they are not the defaults. ''
 * without a sample.
 */
export function tryWords({ params }: Detector, tryIt: NonNullable<Guide['tryIt']>): string {
  const sample = bundledSampleById(tryIt.sample)
  if (!sample) return ''
  const own = Object.entries(tryIt.params).flatMap(([name, value]) => {
    const field = params.fields.find((one) => one.name === name)
    if (!field) return []
    // A list of members has settings of its own, and is too long to be read here.
    const { label, input } = field
    if (input.kind === 'detectors') return [label]
    const option = input.kind === 'choice' ? input.options.find((one) => one.value === value) : undefined
    return [`${label} ${option?.label ?? String(value)}`]
  })
  return own.length === 0
    ? `The sample is ${sample.name}, with the default settings.`
    : `The sample is ${sample.name}, with settings that suit it: ${own.join(', ')}.`
}

/**
 * Opens a bundled sample in the Lab with the settings that show what the method does, and runs it. Spelled out as the
 * Lab's own links are; what the method leaves open is as the sample suggests. A detector that learns from the stream
 * itself walks a single file whole.
 */
export function tryLink(
  detector: Detector,
  { sample, params, columns, reference: own }: NonNullable<Guide['tryIt']>,
): string {
  const query = new URLSearchParams({ detector: detector.id, run: 'yes' })
  const bundled = bundledSampleById(sample)
  if (bundled) {
    const { selection } = bundled.suggestion
    for (const { role, digest, fileName } of bundled.files)
      query.set(role === 'test' ? 'test' : 'reference', `${digest}.${fileName}`)
    const learns = detector.kind === 'stream' && !detector.needsReference
    if (own) query.set('rows', own.join('-'))
    else if (selection.split?.by === 'rows' && !learns) {
      const { reference, test } = selection.split
      query.set('rows', `${reference.first}-${reference.last}`)
      if (test) query.set('testRows', `${test.first}-${test.last}`)
    }
    if (!selection.standardise) query.set('standardise', 'no')
    if (selection.timeColumn !== null) query.set('time', selection.timeColumn)
    for (const column of columns ?? selection.columns ?? []) query.append('column', column)
  }
  if (detector.columns === 'labels' && columns) {
    const [truth = '', prediction = ''] = columns
    query.set('truth', truth)
    query.set('prediction', prediction)
  }
  for (const [name, value] of Object.entries(params)) query.set(`p.${name}`, String(value))
  return linkTo('lab', query)
}
