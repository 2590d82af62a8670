import { expect, test } from 'vitest'
import { coloured, colourKeys, groupsOf, looksOf } from './colouring'
import { madeRun } from './compare.test-support'

const sites = ['site-3-A', 'site-1-A', 'site-1-B', 'site-3-B'].map((name) => madeRun(name))
const looks = (by: string, runs = sites) => coloured(runs, by).map(({ look }) => [look.colour, look.style])

test('a federation has one colour, a site one style in all of them', () => {
  expect(looks('')).toEqual([
    [0, 1],
    [0, 0],
    [1, 0],
    [1, 1],
  ])
  expect(groupsOf(coloured(sites, ''))).toEqual([
    { name: 'A', runIds: ['id of site-3-A', 'id of site-1-A'] },
    { name: 'B', runIds: ['id of site-1-B', 'id of site-3-B'] },
  ])
})

test('each run has its colour, and another style where colours come again', () => {
  const many = Array.from({ length: 10 }, (_, k) => madeRun(`run ${k}`))
  expect(looks('', many)[9]).toEqual([9, 1])
  expect(groupsOf(coloured(many, ''))).toEqual([])
})

test('by a parameter, and those without it', () => {
  const runs = [madeRun('a', { params: { lr: '1' } }), madeRun('b'), madeRun('c', { params: { lr: '1' } })]
  const made = coloured(runs, 'param:lr')
  expect(made.map(({ group }) => group)).toEqual(['lr 1', 'no lr', 'lr 1'])
  expect(made.map(({ look }) => [look.colour, look.style])).toEqual([
    [0, 0],
    [1, 0],
    [0, 1],
  ])
  expect(looksOf(made).get('lr 1')).toEqual({ name: 'lr 1', colour: 0, style: 0 })
})

test('runs of one name are told apart', () => {
  const twins = [madeRun('same'), { ...madeRun('same'), id: 'another id' }]
  expect(coloured(twins, '').map(({ look }) => look.name)).toEqual(['same (id of sa)', 'same (another )'])
})

test('what a colour stands for is said where no name tells it', () => {
  const keysOf = (by: string, most = 20) =>
    colourKeys(coloured(sites, by), by, most).map(({ name, colour }) => `${name} ${colour}`)
  // "site-3-A" tells that it is of A; in a chart of many lines no name stands.
  expect([keysOf(''), keysOf('', 3)]).toEqual([[], ['A 0', 'B 1']])
  expect(keysOf('run', 3)).toEqual([])
  const byValue = (values: number) =>
    Array.from({ length: 24 }, (_, k) => madeRun(`run ${k}`, { params: { lr: String(k % values) } }))
  const named = (values: number) => colourKeys(coloured(byValue(values), 'param:lr'), 'param:lr', 99)
  expect(named(2)).toEqual([
    { name: 'lr 0', colour: 0, style: 0 },
    { name: 'lr 1', colour: 1, style: 0 },
  ])
  expect(named(8)).toHaveLength(8)
  // A ninth value has the colour of the first.
  expect(named(9)).toEqual([])
})
