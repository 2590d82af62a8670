import { bundledSampleById } from '~/data/samples'
import type { Detector } from '~/drift/define'
import type { Method } from '~/drift/methods'

const FAMILY_WORDS = {
  change: 'Change detection',
  concept: 'Concept drift',
  'data-drift': 'Data drift',
  ensemble: 'Ensemble',
} as const satisfies Record<Detector['family'], string>

/** "Change detection · streaming · O(1) a row, memory O(1) · first alarm at value 30" */
export function factsOf({ family, kind, cost }: Detector, { firstAlarm }: Method): string {
  return [
    FAMILY_WORDS[family],
    kind === 'stream' ? 'streaming' : 'batch',
    `${cost.time}, memory ${cost.memory}`,
    ...(firstAlarm ? [`first alarm possible at ${firstAlarm}`] : []),
  ].join(' · ')
}

/** Opens a bundled sample in the Lab with the settings that show what the method does, and runs it. */
export function tryLink({ id }: Detector, { sample, params, columns }: NonNullable<Method['tryIt']>): string {
  const query = new URLSearchParams({ sample, detector: id, run: 'yes' })
  for (const [name, value] of Object.entries(params)) query.set(`p.${name}`, String(value))
  for (const column of columns ?? []) query.append('column', column)
  return `#/?${query.toString()}`
}

/** The name of a bundled sample; its id where it is not there. */
export function sampleName(id: string): string {
  return bundledSampleById(id)?.name ?? id
}
