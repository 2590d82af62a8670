import { driveSync } from '../drive'
import { cramerVonMisesCdf } from '../math/cramer-von-mises'
import { chiSquareTail } from '../math/gamma'
import { hypergeometricCdf } from '../math/hypergeometric'
import { exactTwoSample, gcd, kolmogorovLimit, kolmogorovTail, nearestEven } from '../math/kolmogorov'
import { logSumExp } from '../math/log-sum'
import { normalCdf, normalQuantile, normalTail } from '../math/normal'
import {
  approximatePermutationP,
  conservativePermutationP,
  estimatedPermutationP,
  exactPermutationP,
} from '../math/permutation'
import { studentQuantile, studentTail } from '../math/student'
import type { GoldenCase } from './cases'
import type { MapCase, Mapped } from './mapped'

/** Functions of the core that are no detectors by themselves. */
export const functionCases: Record<string, MapCase> = {
  special_functions: mapSpecialFunction,
  permutation_p_values: mapPermutationP,
}

function mapSpecialFunction(c: GoldenCase): Mapped {
  const values = (ours: Record<string, unknown>): Mapped => ({ kind: 'values', values: () => ours })
  const [name = ''] = c.case.split(' ')
  switch (name) {
    case 'norm_sf':
    case 'norm_cdf':
      return values({ sf: list(c, 'x').map(normalTail), cdf: list(c, 'x').map(normalCdf) })
    case 'norm_ppf':
      return values({ x: list(c, 'p').map(normalQuantile) })
    case 't': {
      const df = number(c, 'df')
      return values({
        sf: list(c, 't').map((t) => studentTail(t, df)),
        ppf: list(c, 'p').map((p) => studentQuantile(p, df)),
      })
    }
    case 'chi2': {
      const dof = number(c, 'dof')
      return values({ sf: list(c, 'x').map((x) => chiSquareTail(x, dof)) })
    }
    case 'ks_exact': {
      const [n, m, d] = [number(c, 'n'), number(c, 'm'), number(c, 'D')]
      const size = (n * m) / (n + m)
      return values({
        p_exact: driveSync(exactTwoSample(n, m, Math.round((d * n * m) / gcd(n, m)), false)),
        p_asymp_kstwo: kolmogorovTail(nearestEven(size), d),
        p_kolmogorov_limit: kolmogorovLimit(Math.sqrt(size) * d),
      })
    }
    case 'cvm_limit_cdf':
      return values({ cdf: list(c, 'x').map(cramerVonMisesCdf) })
    case 'hypergeom_cdf': {
      const urns = c.params['k_M_n_N'] as [number, number, number, number][]
      return values({
        cdf: urns.map(([k, total, marked, drawn]) => hypergeometricCdf(k, { total, marked, drawn })),
      })
    }
    case 'logsumexp':
      return values({ v: logSumExp(list(c, 'a')) })
    default:
      throw new Error(`there is no special function '${name}'`)
  }
}

function mapPermutationP(c: GoldenCase): Mapped {
  const permuted = {
    extreme: number(c, 'n_extreme'),
    drawn: number(c, 'num_permutations'),
    total: number(c, 'total_num_permutations'),
  }
  // Frouros multiplies the integral by the half cell a second time.
  const factor = c.library === 'frouros' ? 0.5 / permuted.total : 1
  return {
    kind: 'values',
    values: () => ({
      conservative: conservativePermutationP(permuted),
      exact: exactPermutationP(permuted),
      approximate: approximatePermutationP(permuted, factor),
      estimate: estimatedPermutationP(permuted),
    }),
  }
}

function number({ params }: GoldenCase, name: string): number {
  const value = params[name]
  if (typeof value !== 'number') throw new Error(`the parameter '${name}' is ${JSON.stringify(value)}`)
  return value
}

function list({ params }: GoldenCase, name: string): number[] {
  const value = params[name] ?? []
  if (!Array.isArray(value)) throw new Error(`the parameter '${name}' is ${JSON.stringify(value)}`)
  return value.map(Number)
}
