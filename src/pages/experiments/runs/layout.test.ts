import { describe, expect, test } from 'vitest'
import type { TableGroup, TableRows } from '~/queries/mlflow/runs'
import { chosenBetween, groupPlaces, type Line, type Lines, linesOf, selectedLines } from './layout'

const group = (value: string, count: number): TableGroup => ({ values: [value], count, summaries: [] })
const rowsWith = (over: Partial<TableRows>): TableRows => ({
  runs: 5,
  matched: 5,
  rows: Uint32Array.of(7, 3, 9, 1, 2),
  groups: null,
  unloaded: 0,
  nesting: null,
  window: { from: 0, ids: [], cells: [] },
  ...over,
})

const all = ({ count, at }: Lines): Line[] =>
  Array.from({ length: count }, (_, index) => at(index)).filter((line) => line !== null)

describe('lines', () => {
  test('flat: one a run', () => {
    const lines = linesOf(rowsWith({}), new Set())
    expect(all(lines).map((line) => line.kind)).toEqual(Array(5).fill('run'))
    expect([lines.at(-1), lines.at(5)]).toEqual([null, null])
    expect(lines.placesBetween(3, 9)).toEqual({ from: 3, to: 5 })
    expect(lines.placesBetween(0, -1)).toBeNull()
  })

  test('groups stand over their runs; a closed one hides them and the places go on', () => {
    const lines = linesOf(rowsWith({ groups: [group('a', 2), group('b', 3)] }), new Set(['group 0']))
    expect(all(lines).map((line) => (line.kind === 'run' ? line.place : line.id))).toEqual([
      'group 0',
      'group 1',
      2,
      3,
      4,
    ])
    expect(lines.placesBetween(0, 3)).toEqual({ from: 2, to: 4 })
    expect(lines.placesBetween(0, 1)).toBeNull()
    // A group in view stands for all its runs.
    expect(groupPlaces(lines, 0, 1)).toEqual([
      { from: 0, to: 2 },
      { from: 2, to: 5 },
    ])
    expect(groupPlaces(lines, 2, 9)).toEqual([])
    expect(groupPlaces(lines, 0, -1)).toEqual([])
  })

  test('parents are open where their children follow', () => {
    const nesting = { depth: Uint16Array.of(0, 1, 1, 0, 0), children: Uint32Array.of(2, 0, 0, 4, 0) }
    const lines = linesOf(rowsWith({ nesting }), new Set())
    expect(all(lines).map((line) => line.kind === 'run' && [line.level, line.children, line.isOpen])).toEqual(
      [
        [0, 2, true],
        [1, 0, false],
        [1, 0, false],
        [0, 4, false],
        [0, 0, false],
      ],
    )
  })
})

describe('what is chosen between two lines', () => {
  test('runs, whether they are in view or not', () => {
    const lines = linesOf(rowsWith({}), new Set())
    expect(chosenBetween(lines, 0, 4)).toEqual({ groups: [], places: { from: 0, to: 5 } })
    expect(chosenBetween(lines, 3, 9)).toEqual({ groups: [], places: { from: 3, to: 5 } })
    expect(chosenBetween(lines, 5, 9)).toEqual({ groups: [], places: { from: 0, to: 0 } })
  })

  test('groups with their runs, also those of a closed one', () => {
    const lines = linesOf(rowsWith({ groups: [group('a', 2), group('b', 3)] }), new Set(['group 0']))
    expect(chosenBetween(lines, 0, 2)).toEqual({ groups: ['group 0', 'group 1'], places: { from: 0, to: 5 } })
    expect(chosenBetween(lines, 0, 0)).toEqual({ groups: ['group 0'], places: { from: 0, to: 2 } })
    expect(chosenBetween(lines, 3, 4)).toEqual({ groups: [], places: { from: 3, to: 5 } })
  })
})

describe('what is copied', () => {
  const ids = ['a', 'b', 'c', 'd', 'e']
  const copied = (lines: Lines, selected: readonly string[]) =>
    selectedLines(lines, ids, new Set(selected)).map((line) => (line.kind === 'run' ? line.place : line.id))

  test('selected runs in the order of the table, wherever they stand', () => {
    expect(copied(linesOf(rowsWith({}), new Set()), ['e', 'gone', 'b'])).toEqual([1, 4])
  })

  test('groups before their runs, also those of a closed one', () => {
    const lines = linesOf(rowsWith({ groups: [group('a', 2), group('b', 3)] }), new Set(['group 0']))
    expect(copied(lines, ['group 0', 'a', 'b', 'd'])).toEqual(['group 0', 0, 1, 3])
  })
})
