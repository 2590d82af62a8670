import { cellOf, equalEdges } from '../../math/histogram'
import { below, type Random } from '../../random'
import type { BatchParams } from './hdddm'
import { jensenShannon, squaredHellinger } from '../distances/distance-measures'

interface Distances {
  /** Of each column. */
  distances: number[]
  /** Mean distances of as many batches that are drawn from the reference with replacement, of the size of the batch. */
  simulate: (subsets: number, random: Random) => number[]
}

/**
 * Distances of the histograms of two row-major tables, with `bins` cells over the range of both in each column. The
 * Hellinger distance is Menelaus', √(Σ (√p − √q)²), which is √2 at most.
 */
export function batchDistances(
  reference: Float64Array,
  batch: Float64Array,
  columns: number,
  bins: number,
  divergence: BatchParams['divergence'],
): Distances {
  const n = reference.length / columns
  const m = batch.length / columns
  const measure = (p: Float64Array, q: Float64Array): number =>
    divergence === 'js' ? jensenShannon(p, q, Math.E) : Math.sqrt(2 * squaredHellinger(p, q, n, m))
  const edges: Float64Array[] = []
  const counts: Float64Array[] = []
  const distances: number[] = []
  for (let j = 0; j < columns; j++) {
    let lo = Number.POSITIVE_INFINITY
    let hi = Number.NEGATIVE_INFINITY
    for (const table of [reference, batch])
      for (let at = j; at < table.length; at += columns) {
        const x = table[at]!
        if (x < lo) lo = x
        if (x > hi) hi = x
      }
    edges.push(equalEdges(lo, hi, bins))
    counts.push(countColumn(reference, j, columns, edges[j]!))
    distances.push(measure(counts[j]!, countColumn(batch, j, columns, edges[j]!)))
  }
  return {
    distances,
    simulate: (subsets, random) =>
      Array.from({ length: subsets }, () => {
        const drawn = edges.map((e) => new Float64Array(e.length - 1))
        for (let i = 0; i < m; i++) {
          const row = below(random, n) * columns
          for (let j = 0; j < columns; j++) drawn[j]![cellOf(edges[j]!, reference[row + j]!)]!++
        }
        return drawn.reduce((sum, q, j) => sum + measure(counts[j]!, q), 0) / columns
      }),
  }
}

function countColumn(table: Float64Array, j: number, columns: number, edges: Float64Array): Float64Array {
  const counts = new Float64Array(edges.length - 1)
  for (let at = j; at < table.length; at += columns) counts[cellOf(edges, table[at]!)]!++
  return counts
}
