import * as v from 'valibot'
import { detectorById } from '../registry'
import type { GoldenCase, GoldenFile } from './cases'
import type { MapCase, Mapped, SeenStream } from './mapped'

/** A library's class → the golden file whose rule maps its parameters. */
const CLASSES: Readonly<Record<string, string>> = {
  CUSUM: 'cusum',
  PageHinkley: 'page_hinkley',
  GeometricMovingAverage: 'geometric_moving_average',
  BOCD: 'bocd',
  ADWIN: 'adwin',
  KSWIN: 'kswin',
  DDM: 'ddm',
  EDDM: 'eddm',
  ECDDWT: 'ecdd_wt',
  RDDM: 'rddm',
  HDDMA: 'hddm_a',
  HDDM_A: 'hddm_a',
  HDDMW: 'hddm_w',
  HDDM_W: 'hddm_w',
  STEPD: 'stepd',
  FHDDM: 'fhddm',
  EMD: 'emd',
  EnergyDistance: 'energy_distance',
  HellingerDistance: 'hellinger',
  HINormalizedComplement: 'histogram_intersection',
  Bhattacharyya: 'bhattacharyya',
  JS: 'js',
  KL: 'kl',
  PSI: 'psi',
  MMD: 'mmd',
  MMDStreaming: 'mmd_streaming',
  IncrementalKSTest: 'incremental_ks',
}

/** Classes whose documentation feeds correctness, where we take errors. */
const TAKES_CORRECT: ReadonlySet<string> = new Set(['STEPD', 'FHDDM'])

/** What a library accepts and then crashes on; ours refuses it at once. Rows of `defects.ts`. */
const ACCEPTED: Readonly<Record<string, { row: number; why: string }>> = {
  "frouros/ADWINConfig/{'clock': 0}": { row: 1, why: 'accepted, and divided by later' },
  "frouros/KSWINConfig/{'min_num_instances': 50, 'num_test_instances': 30}": {
    row: 7,
    why: 'accepted, and raises at the first full window',
  },
  "frouros/RDDMConfig/{'max_concept_size': -5}": { row: 6, why: 'accepted, and rebuilds at every value' },
  'river/ADWIN(delta=-1)': { row: 9, why: 'accepted: nothing validates δ' },
}

/** Outputs printed in the libraries' own documentation, and which parameters they refuse: by the rules of the families. */
export function docsCases(families: Readonly<Record<string, MapCase>>): Record<string, MapCase> {
  return {
    docs_examples: (c, file) => mapExample(families, c, file),
    validation: (c, file) => mapValidation(families, c, file),
  }
}

/** "river/EDDM(alpha=.8,beta=.75)" → EDDM and its arguments. */
function classOf(c: GoldenCase): { name: string; params: Record<string, unknown> } {
  const [, name = '', args] = /^[^/]+\/(\w+?)(?:Config)?(?:\((.*)\))?(?:\/|$)/.exec(c.case) ?? []
  const written = (args ?? '')
    .split(',')
    .filter((arg) => arg !== '')
    .map((arg) => {
      const [key = '', value = ''] = arg.split('=')
      return [key, value.startsWith("'") ? value.slice(1, -1) : Number(value)] as const
    })
  return { name, params: { ...c.params, ...Object.fromEntries(written) } }
}

function familyCase(families: Readonly<Record<string, MapCase>>, c: GoldenCase, file: GoldenFile): Mapped {
  const { name, params } = classOf(c)
  const family = families[CLASSES[name] ?? '']
  if (!family) throw new Error(`no detector is known for '${name}'`)
  // Its name says nothing of the parameters, and what a case expects is this file's own matter.
  return family({ ...c, params, expected: {}, policy: 'none' }, file)
}

function mapExample(families: Readonly<Record<string, MapCase>>, c: GoldenCase, file: GoldenFile): Mapped {
  const mapped = familyCase(families, c, file)
  if (mapped.kind === 'stream') {
    const firstDrift = ({ drift }: SeenStream) => drift[0] ?? null
    return {
      ...mapped,
      // These examples feed 1 for a correct prediction.
      inverted: TAKES_CORRECT.has(classOf(c).name),
      read: {
        first_drift: firstDrift,
        documented_first_drift: firstDrift,
        // The example stops at its first drift.
        first_warning: (seen: SeenStream) =>
          seen.warning.find((row: number) => row < (firstDrift(seen) ?? row)) ?? null,
      },
    }
  }
  if (mapped.kind !== 'batch') throw new Error('the example is neither a stream nor a batch')
  const distance = mapped.read['distance'] ?? mapped.read['mmd2_unbiased']
  if (!distance) throw new Error('nothing says what the distance is')
  return { ...mapped, read: { distance, documented: distance } }
}

function mapValidation(families: Readonly<Record<string, MapCase>>, c: GoldenCase, file: GoldenFile): Mapped {
  const accepted = ACCEPTED[c.case]
  if (accepted) return { kind: 'not offered', ...accepted }
  const mapped = familyCase(families, c, file)
  if (!('params' in mapped)) throw new Error('the parameters belong to no detector')
  if (c.expected['accepted'] === false)
    return { kind: 'refused', detector: mapped.detector, params: mapped.params }
  const { detector, params } = mapped
  return { kind: 'values', values: () => ({ accepted: accepts(detector, params) }) }
}

function accepts(id: string, params: Record<string, unknown>): boolean {
  const detector = detectorById(id)
  return detector !== null && v.safeParse(detector.params.schema, params).success
}
