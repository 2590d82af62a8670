import type { ParamValue } from '../params'
import type { DetectorResult } from '../results'
import type { GoldenCase, GoldenFile } from './cases'
import { inputNames, inputOf } from './cases'
import type { MapCase, Mapped } from './mapped'
import { mapBatches } from './mapping-batches'
import { renamed } from './mapped'
import { mapCategoricalTest } from './mapping-tests'

/** Distances of one column, of categories, and of batches. */
export const distanceCases: Record<string, MapCase> = {
  hellinger: (c, file) => (c.library === 'frouros' ? mapFrouros(c, file, 'hellinger') : mapEvidently(c)),
  bhattacharyya: mapBhattacharyya,
  histogram_intersection: (c, file) => mapFrouros(c, file, 'histogram-intersection'),
  psi: (c, file) =>
    c.library === 'frouros' ? mapFrouros(c, file, 'psi', { profile: 'frouros' }) : mapEvidently(c),
  kl: (c, file) =>
    c.library === 'frouros' ? mapFrouros(c, file, 'kl', { profile: 'frouros' }) : mapEvidently(c),
  js: (c, file) => (c.library === 'frouros' ? mapFrourosJs(c, file) : mapEvidently(c)),
  emd: (c, file) =>
    c.library === 'frouros' ? mapFrouros(c, file, 'emd', { unit: 'data' }) : mapEvidently(c),
  energy_distance: (c, file) => (c.library === 'frouros' ? mapFrouros(c, file, 'energy') : mapEvidently(c)),
  categorical_other: mapCategorical,
  hdddm: mapBatches,
}

type Params = Record<string, ParamValue>

/** A distance alone: no test is asked for. */
const BY_THRESHOLD = { decision: 'threshold', missing: 'propagate' } as const

function mapFrouros(c: GoldenCase, file: GoldenFile, detector: string, profile: Params = {}): Mapped {
  if (c.library !== 'frouros') throw new Error(`no profile for ${c.library}`)
  const { release = c.version, ...given } = c.params
  const params = {
    ...BY_THRESHOLD,
    ...profile,
    ...renamed({ ...c, params: given }, { num_bins: 'bins' }),
  }
  if ('error' in c.expected) return { kind: 'refused', detector, params: { ...params, missing: 'refuse' } }
  // The released 0.9 refuses missing values; 0.10 returns 0, which reads as "no drift".
  if ((detector === 'psi' || detector === 'hellinger') && release !== '0.9.0' && hasMissing(c, file))
    return {
      kind: 'not offered',
      row: 7,
      why: `${detector} of missing values is 0, as if nothing had changed`,
    }
  return { kind: 'batch', detector, params, read: { distance: statisticOf } }
}

function mapFrourosJs(c: GoldenCase, file: GoldenFile): Mapped {
  const { base, ...params } = c.params
  const bases: Record<string, string> = { undefined: 'e', null: 'e', '2': '2' }
  const ours = bases[String(base)]
  if (ours === undefined) throw new Error(`no unit for logarithms of base ${String(base)}`)
  return mapFrouros({ ...c, params }, file, 'js', { profile: 'frouros', base: ours })
}

function mapBhattacharyya(c: GoldenCase, file: GoldenFile): Mapped {
  const released = (c.params['release'] ?? c.version) === '0.9.0'
  const wide = inputNames(c).some((name) => (inputOf(file, name)[0]?.length ?? 1) > 1)
  const profile = { profile: released ? 'frouros' : 'frouros-0.10' }
  return mapFrouros(
    c,
    file,
    'bhattacharyya',
    wide ? { ...profile, cells: 'joint', decision: 'permutation', permutations: 19 } : profile,
  )
}

/** Evidently's names of what are distances here, with its threshold unless the case has one. */
const STATTESTS: Record<string, { detector: string; params: Params }> = {
  hellinger: { detector: 'hellinger', params: { profile: 'evidently' } },
  psi: { detector: 'psi', params: { profile: 'evidently' } },
  kl_div: { detector: 'kl', params: { profile: 'evidently', direction: 'reference-test' } },
  jensenshannon: { detector: 'js', params: { profile: 'evidently' } },
  wasserstein: { detector: 'emd', params: { profile: 'evidently', unit: 'sd' } },
  ed: { detector: 'energy', params: {} },
}

function mapEvidently(c: GoldenCase): Mapped {
  if (c.library !== 'evidently') throw new Error(`no profile for ${c.library}`)
  const { stattest, ...given } = c.params
  const ours = STATTESTS[String(stattest)]
  if (!ours) throw new Error(`no distance is Evidently's '${String(stattest)}'`)
  const params = {
    ...BY_THRESHOLD,
    threshold: 0.1,
    ...ours.params,
    ...renamed({ ...c, params: given }, { threshold: 'threshold' }),
  }
  if ('error' in c.expected) return { kind: 'refused', detector: ours.detector, params }
  return {
    kind: 'batch',
    detector: ours.detector,
    params,
    read: { score: statisticOf, drift: ({ drift }) => drift },
  }
}

function mapCategorical(c: GoldenCase, file: GoldenFile): Mapped {
  return String(c.params['stattest']) in STATTESTS ? mapEvidently(c) : mapCategoricalTest(c, file)
}

function hasMissing(c: GoldenCase, file: GoldenFile): boolean {
  return inputNames(c).some((name) => inputOf(file, name).flat().some(Number.isNaN))
}

function statisticOf(result: DetectorResult): unknown {
  switch (result.shape) {
    case 'per-column':
      return result.columns[0]?.statistic
    case 'two-sample':
      return result.statistic.value
    case 'trace':
      return undefined
  }
}
