import { describe, expect, it } from 'vitest'
import { filterCommands } from './palette-filter'

const commands = [
  { title: 'Run the detector', group: 'Lab', keywords: ['start'] },
  { title: 'Dark theme', group: 'Look' },
  { title: 'Lab', group: 'Go to', keywords: ['mmd'] },
  { title: 'Überblick (alt)', group: 'Go to' },
]
const found = (query: string) => filterCommands(commands, query).map(({ command }) => command.title)
const marked = (query: string) =>
  filterCommands(commands, query).map(({ pieces }) =>
    pieces.map((p) => (p.hit ? `[${p.text}]` : p.text)).join(''),
  )

describe('filterCommands', () => {
  it('shows everything, in its order, for an empty query', () => {
    expect(found('  ')).toEqual(commands.map((c) => c.title))
  })

  it('puts the start of a title before the start of a word, before a group', () => {
    expect(found('lab')).toEqual(['Lab', 'Run the detector'])
    expect(marked('the')).toEqual(['Run [the] detector', 'Dark [the]me'])
    expect(marked('lab')).toEqual(['[Lab]', 'Run the detector'])
  })

  it('puts a whole name before what begins with it', () => {
    const names = ['KSWIN', 'Incremental KS', 'KS'].map((title) => ({ title, group: 'Detectors' }))
    expect(filterCommands(names, 'ks').map(({ command }) => command.title)).toEqual([
      'KS',
      'KSWIN',
      'Incremental KS',
    ])
  })

  it('finds by keyword, by several words, by letters in order', () => {
    expect(found('mmd')).toEqual(['Lab'])
    expect(marked('det run')).toEqual(['[Run] the [det]ector'])
    expect(marked('rdt')).toEqual(['[R]un the [d]e[t]ector'])
  })

  it('takes no notice of accents and case, and takes no pattern for one', () => {
    expect(marked('UBER')).toEqual(['[Über]blick (alt)'])
    expect(found('(alt')).toEqual(['Überblick (alt)'])
    expect(found('.*')).toEqual([])
  })
})
