import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addToLeaf, addUnjoined, farthest, moveBetweenLeaves, prefixTree, rejoin } from './prefix-tree'

test('the extremes are those of all beginnings, the empty one counted', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 40 }),
      fc.array(fc.tuple(fc.nat(39), fc.integer({ min: -9, max: 9 })), { maxLength: 30 }),
      (items, changes) => {
        const tree = prefixTree(items)
        const plain = [...items]
        for (const [place, change] of changes) {
          const i = place % items.length
          plain[i]! += change
          addToLeaf(tree, i, change)
        }
        let sum = 0
        const sums = [0, ...plain.map((x) => (sum += x))]
        expect([tree.sum[1], tree.most[1], tree.least[1]]).toEqual([
          sum,
          Math.max(...sums),
          Math.min(...sums),
        ])
      },
    ),
  )
})

test('what one item takes from another leaves the tree of two changes', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 40 }),
      fc.array(fc.tuple(fc.nat(39), fc.nat(39), fc.integer({ min: -9, max: 9 })), { maxLength: 30 }),
      (items, moves) => {
        const [tree, expected] = [prefixTree(items), prefixTree(items)]
        for (const [a, b, change] of moves) {
          const [i, j] = [a % items.length, b % items.length]
          moveBetweenLeaves(tree, i, j, change)
          addToLeaf(expected, i, change)
          addToLeaf(expected, j, -change)
        }
        expect(tree).toEqual(expected)
      },
    ),
  )
})

test('joined anew after changes of items alone, it is the tree of single changes, bit by bit', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 1, maxLength: 40 }),
      fc.array(fc.tuple(fc.nat(39), fc.integer({ min: -9, max: 9 })), { maxLength: 30 }),
      (items, changes) => {
        const [tree, expected] = [prefixTree(items), prefixTree(items)]
        for (const [place, change] of changes) {
          addUnjoined(tree, place % items.length, change)
          addToLeaf(expected, place % items.length, change)
        }
        expect(farthest(tree)).toBe(Math.max(expected.most[1]!, -expected.least[1]!))
        rejoin(tree)
        for (const kept of ['sum', 'most', 'least'] as const)
          tree[kept].forEach((x, node) => expect(Object.is(x, expected[kept][node])).toBe(true))
      },
    ),
  )
})
