import { driveSync } from '../drive'
import { adjustedPValues } from '../math/multiple-testing'
import type { ParamValue } from '../params'
import type { ColumnFinding, DetectorResult } from '../results'
import { loadDetector } from '../run'
import type { Sample } from '../sample'
import type { GoldenCase, GoldenFile } from './cases'
import type { Mapped } from './mapped'
import { samplesOf } from './samples'

const CORRECTIONS = { bonferroni: 'bonferroni', fdr: 'benjamini-hochberg' } as const
type Correction = (typeof CORRECTIONS)[keyof typeof CORRECTIONS]

/** Alibi's tests of several columns: KSDrift, CVMDrift, ChiSquareDrift, and TabularDrift, which mixes the first and the last. */
export function alibiTabularCase(c: GoldenCase, file: GoldenFile): Mapped {
  if (c.library !== 'alibi') throw new Error(`no profile for ${c.library}`)
  const { p_val = 0.05, correction = 'bonferroni', test = 'ks', alternative, ...rest } = c.params
  const { categories_per_feature: categories, ...unknown } = rest
  const [name] = Object.keys(unknown)
  if (name !== undefined) throw new Error(`nothing says what the parameter '${name}' is`)
  if (correction !== 'bonferroni' && correction !== 'fdr')
    throw new Error(`the correction is ${JSON.stringify(correction)}`)
  if (typeof p_val !== 'number') throw new Error(`p_val is ${JSON.stringify(p_val)}`)
  const rule = { alpha: p_val, correction: CORRECTIONS[correction] }
  const params = { ...rule, profile: 'alibi', ...(typeof alternative === 'string' ? { alternative } : {}) }
  switch (test) {
    case 'ks':
      return byDetector('ks', params)
    case 'cvm':
      return byDetector('cvm', params)
    case 'chi2':
      return byDetector('chi-square', params)
    case 'tabular':
      return {
        kind: 'values',
        values: () => mixed(c, file, params, rule, new Set(Object.keys(categories ?? {}))),
      }
    default:
      throw new Error(`the test is ${JSON.stringify(test)}`)
  }
}

function byDetector(detector: string, params: Record<string, ParamValue>): Mapped {
  const columns = (r: DetectorResult) => (r.shape === 'per-column' ? r.columns : [])
  const rule = { alpha: Number(params['alpha']), correction: params['correction'] as Correction }
  return {
    kind: 'batch',
    detector,
    params,
    read: {
      is_drift: (r) => Number(r.drift),
      p_values: (r) => columns(r).map((x) => x.pValue),
      distance: (r) => columns(r).map((x) => x.statistic),
      threshold: (r) =>
        thresholdOf(
          columns(r).map((x) => x.pValue),
          rule,
        ),
    },
  }
}

/** Columns of numbers by KS, those of categories by chi-square, and one correction over all of them. */
async function mixed(
  c: GoldenCase,
  file: GoldenFile,
  params: Record<string, ParamValue>,
  rule: { alpha: number; correction: Correction },
  categorical: ReadonlySet<string>,
): Promise<Record<string, unknown>> {
  const { reference, test } = samplesOf(file, c)
  const found: ColumnFinding[] = []
  for (let j = 0; j < reference.columns.length; j++) {
    const detect = await loadDetector(categorical.has(String(j)) ? 'chi-square' : 'ks')
    const result = driveSync(
      detect({ ...params, correction: 'none' }, { reference: column(reference, j), test: column(test, j) }),
    )
    if (result.shape === 'per-column') found.push(...result.columns)
  }
  const ps = found.map(({ pValue }) => pValue)
  return {
    is_drift: Number(adjustedPValues(ps, rule.correction).some((p) => p !== null && p < rule.alpha)),
    p_values: ps,
    distance: found.map(({ statistic }) => statistic),
    threshold: thresholdOf(ps, rule),
  }
}

/** α / d; or of the last of the sorted p-values below its own threshold i α / d, and of all where there is none. */
function thresholdOf(
  ps: readonly (number | null)[],
  { alpha, correction }: { alpha: number; correction: Correction },
): number | number[] {
  const d = ps.length
  if (correction === 'bonferroni') return alpha / d
  const rejected = adjustedPValues(ps, correction).filter((p) => p !== null && p < alpha).length
  return rejected > 0 ? (alpha * rejected) / d : ps.map((_, i) => (alpha * (i + 1)) / d)
}

function column({ rows, columns, values, rowNumbers, levels }: Sample, j: number): Sample {
  return {
    rows,
    columns: [columns[j]!],
    values: Float64Array.from({ length: rows }, (_, i) => values[i * columns.length + j]!),
    rowNumbers,
    ...(levels ? { levels: [levels[j] ?? null] } : {}),
  }
}
