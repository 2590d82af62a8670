import type { ParamValue } from '../params'

/**
 * Which golden case is computed by which of our detectors, with which of our parameters. The vectors
 * (`*.json` beside this file) are numbers that real libraries gave; format in `vectors.ts`. A case or a
 * number that no detector here is meant to reproduce is listed with the reason.
 */
export type Mapped =
  | {
      detector: string
      params: Record<string, ParamValue>
      /** Expected field → where our result holds it (`fields` of `golden.test.ts`), or why it is not compared. */
      fields: Record<string, OurField | { notOffered: string }>
    }
  | { notOffered: string }

/** Places in our results that a golden number is compared with. */
export type OurField =
  | 'statistic'
  | 'pValue'
  | 'pValueRange'
  | 'drift'
  | 'sigma'
  | 'biased'
  | 'splits'
  | 'nullMean'
  | 'nullSd'
  | 'null95'
  | 'alarms'
  | 'trace'
  | 'warnings'

interface Case {
  case: string
  library: string
  params: Record<string, unknown>
  input: string | string[]
  expected: Record<string, unknown>
}

const number = (x: unknown): number => {
  if (typeof x !== 'number') throw new Error(`Not a number: ${String(x)}`)
  return x
}

const LATER = 'the profiles of other libraries come with the issue about detectors'

/** By golden file. */
export const mapping: Record<string, (c: Case) => Mapped> = {
  mmd: mapMmd,
  ks: mapKs,
  page_hinkley: mapPageHinkley,
  mmd_streaming: mapMmdStreaming,
}

function mapMmd({ library, params, input, expected }: Case): Mapped {
  if (library === 'torchdrift')
    return { notOffered: 'TorchDrift leaves the diagonal in the sums (detectors.md §7, row 11)' }
  if ('witness' in expected) return { notOffered: 'the witness function is not built yet' }
  if ('mmd2_rff' in expected) return { notOffered: 'random Fourier features are not built yet' }
  if ('mmd2_block' in expected) return { notOffered: 'the block estimator is not built yet' }
  const linear = { notOffered: 'the linear-time estimator has no useful power (performance.md §3.4)' }
  const mean = { notOffered: 'a part of the statistic, not a result' }
  const otherRule = { notOffered: 'another rule for the bandwidth than ours' }
  return {
    detector: 'mmd',
    params:
      'sigma' in params
        ? {
            bandwidth: 'given',
            sigma: number(params['sigma']),
            permutations: 'permutations' in params ? number(params['permutations']) : 99,
          }
        : { bandwidth: 'median', permutations: 99 },
    fields: {
      mmd2_unbiased: 'statistic',
      mmd2_biased: 'biased',
      mmd2_linear: linear,
      mmd2_linear_h_var: linear,
      mean_kxx: mean,
      mean_kyy: mean,
      mean_kxy: mean,
      gretton_pooled_sqrt_half_median_sq: String(input).includes('const_equal')
        ? { notOffered: 'σ = 0 is no kernel: ours is 1 there (detectors.md §5)' }
        : 'sigma',
      alibi_sigma_median_ref: otherRule,
      torchdrift_median_pooled_incl_diagonal: otherRule,
      median_pooled_distance: otherRule,
      p_value_range: 'pValueRange',
      p_value_exact: 'pValue',
      n_splits: 'splits',
      null_mean: 'nullMean',
      null_std: 'nullSd',
      null_q95: 'null95',
    },
  }
}

function mapKs({ case: name, library, params, input }: Case): Mapped {
  if (String(input).includes('nan_'))
    return { notOffered: 'missing values are refused with a sentence, not computed with (detectors.md §1)' }
  const ours: Record<string, ParamValue> =
    library === 'scipy'
      ? { method: 'asymptotic' }
      : // One-sided and this large, scipy's exact count of paths overflows and it falls back (ours does not).
        name.startsWith('frouros/large_1500_1200/alternative')
        ? { alternative: String(params['alternative']), method: 'asymptotic' }
        : library === 'evidently'
          ? { alpha: number(params['threshold']) }
          : { alternative: typeof params['alternative'] === 'string' ? params['alternative'] : 'two-sided' }
  return {
    detector: 'ks',
    params: ours,
    fields: { statistic: 'statistic', p_value: 'pValue', score: 'pValue', drift: 'drift' },
  }
}

function mapPageHinkley({ library, params, input }: Case): Mapped {
  if (library !== 'river') return { notOffered: LATER }
  if (input === 'nan_once')
    return { notOffered: 'river is silent for ever after one NaN; ours leaves it out (detectors.md §1)' }
  return {
    detector: 'page-hinkley',
    params: {
      ...('delta' in params ? { delta: number(params['delta']) } : {}),
      ...('threshold' in params ? { threshold: number(params['threshold']) } : {}),
      ...('alpha' in params ? { forgetting: number(params['alpha']) } : {}),
      ...('min_instances' in params ? { minInstances: number(params['min_instances']) } : {}),
      ...(typeof params['mode'] === 'string' ? { mode: params['mode'] } : {}),
    },
    fields: { drift: 'alarms', trace: 'trace', warning: 'warnings' },
  }
}

function mapMmdStreaming({ params }: Case): Mapped {
  return {
    detector: 'mmd-window',
    params: {
      bandwidth: 'given',
      sigma: number(params['sigma']),
      window: number(params['window_size']),
      step: 1,
    },
    fields: { trace: 'trace' },
  }
}
