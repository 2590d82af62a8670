import type { Computation } from '../../define'
import type { PerColumnResult } from '../../results'
import type { BatchInput } from '../../sample'
import { evidentlyCells, fixedCells, histogramColumn } from './distance-cells'
import { filled, type Measure, normalised, relativeEntropy } from './distance-measures'
import { runDistance } from './distance-run'
import { frourosColumn } from './frouros-probabilities'
import { kl, type KlParams } from './kl'
import { log } from '../../math/log'

const evidently: Measure = (reference, test, n, m) =>
  relativeEntropy(normalised(filled(reference.map((c) => c / n))), normalised(filled(test.map((c) => c / m))))

/** Σ p ln (p / q) over the cells, in the declared direction (Kullback & Leibler 1951, doi 10.1214/aoms/1177729694). */
export function* run(input: BatchInput, p: KlParams): Computation<PerColumnResult> {
  const directed = (reference: Float64Array, test: Float64Array): number =>
    p.direction === 'test-reference' ? relativeEntropy(test, reference) : relativeEntropy(reference, test)
  const terms = keptTerms()
  const smoothed: Measure = (reference, test, n, m) => {
    // The same share for both, so that equal histograms of unequal samples stay equal.
    const added = p.smoothing / Math.min(n, m)
    const all = 1 + added * reference.length
    const [from, to, rows, others] =
      p.direction === 'test-reference' ? [test, reference, m, n] : [reference, test, n, m]
    const term = terms(rows, others, (one, other) => {
      const share = one / rows + added
      return share > 0 ? share * log(share / (other / others + added)) : 0
    })
    let sum = 0
    for (let i = 0; i < from.length; i++) sum += term(i, from[i]!, to[i]!)
    // Of shares that sum to one it is never negative; rounding may leave it just below 0.
    return Math.max(0, sum / all)
  }
  const statisticName = p.direction === 'test-reference' ? 'KL(test ‖ reference)' : 'KL(reference ‖ test)'
  return yield* runDistance({ ...kl, statisticName }, input, p, function* (pair) {
    switch (p.profile) {
      case 'evidently':
        return fixedCells(yield* evidentlyCells(pair), evidently, pair.reference.length, pair.test.length)
      case 'frouros':
        return yield* frourosColumn(pair, p.bins, directed)
      case 'canonical':
        return yield* histogramColumn(pair, p, smoothed)
    }
  })
}

/**
 * Rows that are dealt anew stay in their cells: of each cell, how many there are in all does not change from one
 * permutation to the next, and few of its terms differ. Each is computed once.
 */
function keptTerms() {
  let cells: { all: number; terms: Float64Array }[] = []
  let of = { rows: 0, others: 0 }
  return (rows: number, others: number, term: (one: number, other: number) => number) => {
    if (of.rows !== rows || of.others !== others) {
      cells = []
      of = { rows, others }
    }
    return (cell: number, one: number, other: number): number => {
      const all = one + other
      const kept =
        cells[cell]?.all === all ? cells[cell] : { all, terms: new Float64Array(all + 1).fill(NaN) }
      cells[cell] = kept
      const known = kept.terms[one]!
      return Number.isNaN(known) ? (kept.terms[one] = term(one, other)) : known
    }
  }
}
