/**
 * Largest and smallest prefix sum of a list of whole numbers that change one at a time, in O(log length) a change: a binary tree
 * of arrays that keeps, for each range, its sum and the extremes of the sums of its beginnings (none excluded, so
 * that an empty beginning counts as 0).
 */
export interface PrefixTree {
  /** A power of two; node 1 is the root, leaf i is node `leaves` + i. */
  leaves: number
  sum: Float64Array
  most: Float64Array
  least: Float64Array
}

/** O(length). */
export function prefixTree(items: ArrayLike<number>): PrefixTree {
  let leaves = 1
  while (leaves < items.length) leaves *= 2
  const tree = {
    leaves,
    sum: new Float64Array(2 * leaves),
    most: new Float64Array(2 * leaves),
    least: new Float64Array(2 * leaves),
  }
  for (let i = 0; i < items.length; i++) setLeaf(tree, i, items[i]!)
  for (let node = leaves - 1; node >= 1; node--) join(tree, node)
  return tree
}

/** Adds to one item. */
export function addToLeaf(tree: PrefixTree, i: number, change: number): void {
  let node = tree.leaves + i
  setLeaf(tree, i, tree.sum[node]! + change)
  for (node >>= 1; node >= 1; node >>= 1) join(tree, node)
}

/** Adds to item i what it takes from item j, in half the time of two changes. */
export function moveBetweenLeaves(tree: PrefixTree, i: number, j: number, change: number): void {
  if (i === j) return
  const { leaves, sum, most, least } = tree
  let [a, b] = [leaves + i, leaves + j]
  setLeaf(tree, i, sum[a]! + change)
  setLeaf(tree, j, sum[b]! - change)
  for (a >>= 1, b >>= 1; a !== b; a >>= 1, b >>= 1) {
    join(tree, a)
    join(tree, b)
  }
  // What both are below keeps its sum: once its extremes stay as well, nothing changes above.
  for (; a >= 1; a >>= 1) {
    const up = most[a]
    const down = least[a]
    join(tree, a)
    if (most[a] === up && least[a] === down) return
  }
}

/**
 * Adds to one item and leaves all that is kept of ranges as it was: `rejoin` before the tree is used otherwise. O(1).
 */
export function addUnjoined({ leaves, sum }: PrefixTree, i: number, change: number): void {
  sum[leaves + i] = sum[leaves + i]! + change
}

/** Makes all that is kept of ranges anew, to the bits that changes one at a time leave. O(leaves). */
export function rejoin(tree: PrefixTree): void {
  const { leaves, sum } = tree
  for (let i = 0; i < leaves; i++) setLeaf(tree, i, sum[leaves + i]!)
  for (let node = leaves - 1; node >= 1; node--) join(tree, node)
}

/** The largest absolute prefix sum, from the items alone. O(leaves). */
export function farthest({ leaves, sum }: PrefixTree): number {
  let [prefix, most, least] = [0, 0, 0]
  for (let node = leaves; node < 2 * leaves; node++) {
    prefix += sum[node]!
    most = Math.max(most, prefix)
    least = Math.min(least, prefix)
  }
  return Math.max(most, -least)
}

function setLeaf({ leaves, sum, most, least }: PrefixTree, i: number, value: number): void {
  sum[leaves + i] = value
  most[leaves + i] = value > 0 ? value : 0
  least[leaves + i] = value < 0 ? value : 0
}

/** The larger of two whole numbers below 2⁵¹ is half of their sum and distance, exactly: no branch, which nobody could predict. */
function join({ sum, most, least }: PrefixTree, node: number): void {
  const left = 2 * node
  const right = left + 1
  const before = sum[left]!
  sum[node] = before + sum[right]!
  const high = most[left]!
  const up = before + most[right]!
  most[node] = 0.5 * (high + up + Math.abs(high - up))
  const low = least[left]!
  const down = before + least[right]!
  least[node] = 0.5 * (low + down - Math.abs(low - down))
}
