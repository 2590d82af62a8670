import type { ParamValue } from '../params'
import type { ColumnFinding, DetectorResult } from '../results'
import { decode, type GoldenCase, type GoldenFile, inputNames, inputOf } from './cases'
import { alibiTabularCase } from './mapping-tabular'
import { type MapCase, type Mapped, renamed } from './mapped'

/** Batch tests of single columns. */
export const testCases: Record<string, MapCase> = {
  ks: mapKs,
  ks_ties: mapKsTies,
  cramer_von_mises: mapCvm,
  anderson_darling: mapAndersonDarling,
  bws: mapBws,
  kuiper: mapKuiper,
  mann_whitney_u: mapMannWhitney,
  welch_t: mapWelch,
  chi_square: mapChiSquare,
  fisher_exact: mapFisher,
  multiple_testing: alibiTabularCase,
}

type Params = Record<string, ParamValue>

/** The one column of a result. */
function only(result: DetectorResult): ColumnFinding {
  const column = result.shape === 'per-column' ? result.columns[0] : undefined
  if (!column) throw new Error('the detector does not compare column by column')
  return column
}

/** A test of one column; fields by the names that libraries give them. Missing values count as the libraries do. */
function test(detector: string, params: Params): Mapped {
  return {
    kind: 'batch',
    detector,
    params,
    read: {
      statistic: (r) => only(r).statistic,
      odds_ratio: (r) => only(r).statistic,
      p_value: (r) => only(r).pValue,
      p_value_range: (r) => only(r).pValue,
      score: (r) => only(r).pValue,
      drift: (r) => r.drift,
      is_drift: (r) => Number(r.drift),
    },
  }
}

const propagate = { missing: 'propagate' } as const

/** A case in which the library raises. */
function raises({ expected }: GoldenCase): boolean {
  return 'error' in expected
}

/** Evidently's tests: `stattest` must be the one meant, `threshold` is α. */
function evidently(c: GoldenCase, stattest: string): Params {
  const { stattest: given = stattest, ...params } = c.params
  if (given !== stattest) throw new Error(`the stattest '${String(given)}' is not ${stattest}`)
  return renamed({ ...c, params }, { threshold: 'alpha' }, { profile: 'evidently' })
}

/** The same words for sides, of a test whose `less` means that the reference is the smaller one. */
function turned(params: Params): Params {
  const sides: Record<string, string> = { less: 'greater', greater: 'less' }
  const side = params['alternative']
  return typeof side === 'string' ? { ...params, alternative: sides[side] ?? side } : params
}

const METHODS: Record<string, string> = { asymp: 'asymptotic' }

function withMethod(params: Params): Params {
  const method = params['method']
  return typeof method === 'string' ? { ...params, method: METHODS[method] ?? method } : params
}

function library(c: GoldenCase, ...known: string[]): string {
  if (!known.includes(c.library)) throw new Error(`no profile for ${c.library}`)
  return c.library
}

function mapKs(c: GoldenCase): Mapped {
  if (c.library === 'evidently') return test('ks', { ...propagate, ...evidently(c, 'ks') })
  const profile = library(c, 'frouros', 'scipy')
  const names = { alternative: 'alternative', method: 'method', mode: 'method' }
  return test('ks', withMethod(renamed(c, names, { profile, ...propagate })))
}

/** Exact p-values given which values are equal, which no profile has: ours, in any direction. */
function mapKsTies(c: GoldenCase): Mapped {
  library(c, 'enumeration', 'counting')
  return test('ks', renamed(c, { alternative: 'alternative' }, {}))
}

function mapCvm(c: GoldenCase): Mapped {
  if (c.library === 'evidently') return test('cvm', { ...propagate, ...evidently(c, 'cramer_von_mises') })
  const profile = library(c, 'frouros', 'scipy')
  return test('cvm', renamed(c, { method: 'method' }, { profile, ...propagate }))
}

function mapAndersonDarling(c: GoldenCase): Mapped {
  if (c.library === 'evidently')
    return test('anderson-darling', { ...propagate, ...evidently(c, 'anderson') })
  const profile = library(c, 'frouros', 'scipy')
  const { midrank = true, variant = midrank === true ? 'midrank' : 'right', ...params } = c.params
  const ours = renamed(
    { ...c, params: { ...params, variant } },
    { variant: 'ties' },
    { profile, ...propagate },
  )
  return raises(c)
    ? { kind: 'refused', detector: 'anderson-darling', params: ours }
    : test('anderson-darling', ours)
}

function mapBws(c: GoldenCase): Mapped {
  library(c, 'scipy')
  const ours = turned(
    renamed(c, { n_resamples: 'permutations', alternative: 'alternative' }, { permutations: 9999 }),
  )
  return raises(c) ? { kind: 'refused', detector: 'bws', params: ours } : test('bws', ours)
}

function mapKuiper(c: GoldenCase): Mapped {
  const profile = library(c, 'frouros', 'scipy', 'astropy') === 'astropy' ? 'astropy' : 'canonical'
  const ours = renamed(c, {}, { profile })
  if (raises(c)) return { kind: 'refused', detector: 'kuiper', params: ours }
  if (c.library === 'frouros')
    return { kind: 'not offered', row: 5, why: 'the statistic is that of Kolmogorov and Smirnov' }
  return test('kuiper', ours)
}

function mapMannWhitney(c: GoldenCase): Mapped {
  // Its test is one-sided, whatever it says of itself.
  if (c.library === 'evidently')
    return test('mann-whitney', { ...propagate, alternative: 'greater', ...evidently(c, 'mannw') })
  const profile = library(c, 'frouros', 'scipy')
  const names = { method: 'method', alternative: 'alternative', use_continuity: 'continuity' }
  const ours = turned(renamed(c, names, { profile }))
  return raises(c)
    ? { kind: 'refused', detector: 'mann-whitney', params: ours }
    : test('mann-whitney', { ...ours, ...propagate })
}

function mapWelch(c: GoldenCase): Mapped {
  if (c.library === 'evidently')
    return test('welch', { ...propagate, variances: 'equal', ...evidently(c, 't_test') })
  const profile = library(c, 'frouros', 'scipy')
  const { equal_var = false, ...params } = c.params
  if (typeof equal_var !== 'boolean') throw new Error(`the parameter 'equal_var' is ${String(equal_var)}`)
  const ours = turned(renamed({ ...c, params }, { alternative: 'alternative' }, { profile, ...propagate }))
  return test('welch', { ...ours, variances: equal_var ? 'equal' : 'unequal' })
}

function mapChiSquare(c: GoldenCase, file: GoldenFile): Mapped {
  if (c.library === 'evidently') return mapCategoricalTest(c, file)
  const profile = library(c, 'frouros', 'scipy')
  const { lambda_ = 'pearson', ...params } = c.params
  const statistic = { pearson: 'pearson', 'log-likelihood': 'g' }[String(lambda_)]
  if (statistic === undefined) throw new Error(`no statistic for lambda_ ${String(lambda_)}`)
  const ours = renamed({ ...c, params }, { correction: 'yates' }, { statistic })
  return test('chi-square', { ...ours, profile: profile === 'scipy' ? 'frouros' : profile })
}

function mapFisher(c: GoldenCase, file: GoldenFile): Mapped {
  if (c.library === 'evidently') return mapCategoricalTest(c, file)
  library(c, 'alibi', 'scipy')
  const ours = renamed(
    c,
    { alternative: 'alternative', p_val: 'alpha' },
    { profile: 'alibi', alternative: c.library === 'alibi' ? 'greater' : 'two-sided' },
  )
  return raises(c) ? { kind: 'refused', detector: 'fisher', params: ours } : test('fisher', ours)
}

/**
 * Evidently's tests of categories: those that are tests, of all its `stattest`s for categories. Distances are mapped
 * with the distances.
 */
export function mapCategoricalTest(c: GoldenCase, file: GoldenFile): Mapped {
  const stattest = String(c.params['stattest'])
  switch (stattest) {
    case 'chisquare':
      return test('chi-square', evidently(c, stattest))
    case 'g_test':
      // It compares counts instead of shares, and SciPy refuses that where the samples are not of one size.
      return raises(c) && sizes(c, file).different
        ? { kind: 'not offered', row: 13, why: 'raises where n ≠ m' }
        : test('chi-square', { ...evidently(c, stattest), statistic: 'g' })
    case 'z':
      // The squared z of two shares is χ² of their table, so that p is the same; of more categories, z looks at one.
      if (sizes(c, file).categories > 2)
        throw new Error('the z-test of more than two categories is not mapped')
      return test('chi-square', { ...evidently(c, stattest), profile: 'alibi', yates: false })
    case 'fisher_exact': {
      const ours = evidently(c, stattest)
      if (!raises(c)) return test('fisher', ours)
      return sizes(c, file).categories > 2
        ? { kind: 'refused', detector: 'fisher', params: ours }
        : { kind: 'not offered', row: 13, why: 'needs n = m' }
    }
    default:
      throw new Error(`the stattest '${stattest}' is no test that we have`)
  }
}

function sizes(c: GoldenCase, file: GoldenFile): { different: boolean; categories: number } {
  const [reference = [], other = []] = inputNames(c).map((name) => inputOf(file, name))
  const values = [...reference, ...other].map(([x]) => String(decode(x)))
  return { different: reference.length !== other.length, categories: new Set(values).size }
}
