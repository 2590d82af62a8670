import type { BundledSample } from '~/data/samples'
import { pathTo } from '~/lib/paths'
import { labCodec } from '../settings'
import { settingsOfSample } from './sample-settings'

/** Where the Lab opens a bundled sample and runs what it suggests, for the router. */
export function sampleLink(sample: BundledSample): string {
  const query = labCodec.write({ ...labCodec.empty, ...settingsOfSample(sample) })
  return pathTo('lab', new URLSearchParams(query.toString()))
}
