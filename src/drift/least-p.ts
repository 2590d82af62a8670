import { leastP } from './math/permutation'
import type { ColumnFinding, PerColumnResult, Settings, TwoSampleResult } from './results'

/**
 * The smallest p-value that a test could give for samples of this size, whatever their values: where it lies above α,
 * "no drift" says nothing. A lower bound, in (0, 1]; undefined where none is known.
 *
 * Of C(n + m, n) equally likely labellings of the rows, complete separation is one in either direction, so that a
 * two-sided test by ranks gives at least 2 / C, and a one-sided one 1 / C; Kuiper's V is 1 for each of the n + m places
 * at which rows in a circle can be cut. B drawn permutations give at least 1 / (B + 1) (Phipson & Smyth 2010, doi
 * 10.2202/1544-6115.1585).
 */
export function leastColumnP(
  { detector, settings }: Pick<PerColumnResult, 'detector' | 'settings'>,
  column: ColumnFinding,
): number | undefined {
  if (column.leastPValue !== undefined) return column.leastPValue
  if (column.pValue === null || column.rows === undefined) return undefined
  const { reference: n, test: m } = column.rows
  const extremes = (labellings: number): number => Math.min(1, labellings * leastP(n, m))
  const sides = settings['alternative'] === undefined || settings['alternative'] === 'two-sided' ? 2 : 1
  const canonical = settings['profile'] === undefined || settings['profile'] === 'canonical'
  switch (detector) {
    case 'ks':
    case 'mann-whitney':
    case 'cvm':
      return isCounted(settings) ? extremes(sides) : canonical ? extremes(1) : undefined
    case 'bws':
      return Math.max(extremes(sides), leastOf(drawn(settings), n, m))
    case 'kuiper':
      return canonical ? extremes(settings['method'] === 'asymptotic' ? 1 : n + m) : undefined
    case 'anderson-darling':
      if (settings['method'] === 'permutation') return Math.max(extremes(2), leastOf(drawn(settings), n, m))
      return settings['method'] === 'asymptotic' ? extremes(1) : LEAST_TABLED
    case 'welch':
      return canonical ? extremes(1) : undefined
    default: {
      if (settings['decision'] !== 'permutation') return undefined
      // Exchanged samples of one size have the same distance, unless it has a direction or its cells come from one of them.
      const swapped = n === m && detector !== 'kl' && settings['binning'] !== 'quantile'
      return Math.max(extremes(swapped ? 2 : 1), 1 / (drawn(settings) + 1))
    }
  }
}

/** Below it, the published tables of Anderson–Darling say nothing. */
const LEAST_TABLED = 0.001

const COUNTED: ReadonlySet<string> = new Set(['exact', 'exact without ties', 'permutation'])

/** p is counted over labellings and not a limit. */
function isCounted({ method }: Settings): boolean {
  return typeof method === 'string' && method.split(' and ').every((one) => COUNTED.has(one))
}

function drawn({ permutations }: Settings): number {
  return typeof permutations === 'number' ? permutations : Number.POSITIVE_INFINITY
}

/** Where all labellings are fewer than those to be drawn, all are looked at. */
function leastOf(permutations: number, n: number, m: number): number {
  return 1 / leastP(n, m) <= permutations + 0.5 ? 0 : 1 / (permutations + 1)
}

/** The same of a test of both samples as a whole. */
export function leastTwoSampleP(result: TwoSampleResult): number | undefined {
  const { nullDistribution, settings, rows, detector } = result
  const all = nullDistribution.length
  if (all === 0 || !BY_PERMUTATION.has(detector)) return undefined
  // Drawn from a distribution, or by its normal limit.
  if (settings['cellsMadeFor'] === 'the reference' || settings['decision'] === 'normal') return undefined
  // One that stopped early could have drawn all.
  const draws = settings['stoppedAt'] === undefined ? all : drawn(settings)
  if (settings['enumerated'] !== true) return Math.max(1 / (draws + 1), leastP(rows.reference, rows.test))
  const most = nullDistribution.reduce((a, b) => Math.max(a, b), Number.NEGATIVE_INFINITY)
  const reached = most - 1e-9 * Math.abs(most)
  return nullDistribution.reduce((count, value) => count + (value >= reached ? 1 : 0), 0) / all
}

/** Detectors whose p-value is a share of labellings. */
const BY_PERMUTATION: ReadonlySet<string> = new Set(['mmd', 'lsdd', 'bhattacharyya', 'kdq-tree', 'nn-dvi'])
