import { expect, test } from 'vitest'
import { coloured } from './colouring'
import { madeRun } from './compare.test-support'
import { hiddenAfter, linesFor, looksAside } from './toggled'

const made = ['a', 'b', 'c'].map((name, k) => madeRun(name, { params: { lr: k < 2 ? '0.1' : '0.2' } }))
const ids = made.map(({ id }) => id)
const all = coloured(made, 'run')
const grouped = coloured(made, 'param:lr')

test('a press on a name hides its run, another one brings it back', () => {
  const hidden = hiddenAfter('b', all, { runs: ids, hidden: [], band: false })
  expect(hidden).toEqual(['id of b'])
  expect(hiddenAfter('b', all, { runs: ids, hidden, band: false })).toEqual([])
  expect(hiddenAfter('a', all, { runs: ids, hidden, band: false })).toEqual(['id of b', 'id of a'])
})

test('a press on the last one in sight shows all', () => {
  expect(hiddenAfter('c', all, { runs: ids, hidden: ['id of a', 'id of b'], band: false })).toEqual([])
})

test('where means are drawn, a name is a group', () => {
  const hidden = hiddenAfter('lr 0.1', grouped, { runs: ids, hidden: ['id of b'], band: true })
  expect(hidden).toEqual(['id of b', 'id of a'])
  expect(hiddenAfter('lr 0.1', grouped, { runs: ids, hidden, band: true })).toEqual([])
})

test('what is hidden is offered: a run by itself, a group only without any run in sight', () => {
  const shown = grouped.slice(1)
  expect(looksAside(grouped, shown, false).map(({ name }) => name)).toEqual(['a'])
  expect(looksAside(grouped, shown, true)).toEqual([])
  expect(looksAside(grouped, grouped.slice(2), true)).toEqual([{ name: 'lr 0.1', colour: 0, style: 0 }])
})

test('lines of the charts are those of runs, or of groups where they are drawn', () => {
  const names = (band: boolean, runs = grouped) => linesFor(runs, band).map(({ name }) => name)
  expect(names(false)).toEqual(['a', 'b', 'c'])
  expect(names(true)).toEqual(['lr 0.1', 'lr 0.2'])
  expect(linesFor(grouped, true)[1]).toEqual({ name: 'lr 0.2', colour: 1, style: 0 })
  // None has two runs: runs are drawn.
  expect(names(true, grouped.slice(1))).toEqual(['b', 'c'])
})
