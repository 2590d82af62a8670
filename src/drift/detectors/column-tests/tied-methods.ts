import type { Pooled } from '../../math/pooled'
import { hasTiedLimit } from '../../math/tied-limits'
import { labellingWork } from './labellings'
import { sharedValues } from './pooled-column'

/** Rows (`labellingWork`) × permutations × columns beyond which p of equal values is not permuted (some ten seconds). */
export const PERMUTED_WORK = 2e9

/**
 * Where p of a column with equal values is from: by relabelling; the limit with the moments that they leave it, which is
 * rough where a value is common; or that of samples without any, as some ask for.
 */
export type TiedMethod = 'permutation' | 'limit' | 'rough limit' | 'as they come'

/** @param labellings permutations × columns */
export function tiedMethodOf(pooled: Pooled, labellings: number): TiedMethod {
  if (hasTiedLimit(pooled)) return 'limit'
  return labellingWork(pooled) * labellings <= PERMUTED_WORK ? 'permutation' : 'rough limit'
}

/** In how many columns each was used. */
export type TiedCounts = Record<TiedMethod, number>

export const noTies = (): TiedCounts => ({ permutation: 0, limit: 0, 'rough limit': 0, 'as they come': 0 })

/** For the settings, where equal values are minded. */
export function methodOfTies(counts: TiedCounts): string {
  const limits = counts.limit + counts['rough limit'] > 0
  return limits ? (counts.permutation > 0 ? 'asymptotic and permutation' : 'asymptotic') : 'permutation'
}

/** What a reader must know of them, of `d` columns; of a limit that fits them nothing. @param asTheyCome what is said of p then */
export function tiedNotes(counts: TiedCounts, d: number, asTheyCome: string): string[] {
  return [
    ...sharedValues(counts.permutation, d, 'p-values there are by permutations'),
    ...sharedValues(
      counts['rough limit'],
      d,
      'p-values there are asymptotic and rough, as permutations would take too long',
    ),
    ...sharedValues(counts['as they come'], d, asTheyCome),
  ]
}
