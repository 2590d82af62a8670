import { expect, test } from 'vitest'
import type { Command } from '~/stores/commands'
import { offered } from './palette-offer'

const command = (id: string, title: string, more: Partial<Command> = {}): Command => ({
  id,
  title,
  group: 'Do',
  run: () => undefined,
  ...more,
})
const titles = (offer: Parameters<typeof offered>[0]) => offered(offer).map(({ command }) => command.title)

const commands = [
  command('palette', 'Search or jump to'),
  command('run', 'Run the detector', { unavailable: true }),
  command('theme', 'Dark theme'),
  command('lab.sample.nile', 'Open the Nile', { detail: 'of the page' }),
  command('lab.column.wind', 'Compare wind alone', { byName: true }),
]
const places = [
  command('lab.sample.nile', 'Open the Nile', { detail: 'of any page' }),
  command('detector.adwin', 'ADWIN', { group: 'Detectors' }),
  command('drift.1', 'Dark matter', { group: 'Drift experiments' }),
]

test('offers what can be done now, and places once something is typed', () => {
  expect(titles({ commands, places, recent: [], query: '' })).toEqual(['Dark theme', 'Open the Nile'])
  expect(titles({ commands, places, recent: [], query: 'adwin' })).toEqual(['ADWIN'])
  expect(titles({ commands, places, recent: [], query: 'wind' })).toEqual(['Compare wind alone'])
  expect(titles({ commands, places, recent: [], query: 'detector' })).toEqual(['ADWIN'])
})

test('what was chosen last comes first: under its own heading, and among equal hits', () => {
  const recent = ['drift.1', 'gone', 'theme']
  const found = offered({ commands, places, recent, query: ' ' })
  expect(found.map(({ command: { group, title } }) => `${group}: ${title}`)).toEqual([
    'Recent: Dark matter',
    'Recent: Dark theme',
    'Do: Open the Nile',
  ])
  expect(titles({ commands, places, recent: [], query: 'dark' })).toEqual(['Dark theme', 'Dark matter'])
  expect(titles({ commands, places, recent, query: 'dark' })).toEqual(['Dark matter', 'Dark theme'])
})

test("a place is found by its words alone, and the page's own command stands for its twin", () => {
  expect(titles({ commands, places, recent: [], query: 'drkthm' })).toEqual(['Dark theme'])
  expect(titles({ commands, places, recent: [], query: 'drkmtr' })).toEqual([])
  const nile = offered({ commands, places, recent: [], query: 'nile' })
  expect(nile.map(({ command: { detail } }) => detail)).toEqual(['of the page'])
})

test('a list of hundreds ends where nobody reads on', () => {
  const many = Array.from({ length: 500 }, (_, k) => command(`d${k}`, `Experiment ${k}`))
  expect(offered({ commands, places: many, recent: [], query: 'experiment' })).toHaveLength(60)
})
