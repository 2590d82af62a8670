import { expect, test } from 'vitest'
import type { Selection, Split } from '~/data/prepare/selection'
import { recordFor } from '~/domain/drift-watch/publish'
import { rerunOf } from '~/domain/drift-watch/rerun'
import type { PerColumnResult } from '~/drift/results'
import { labCodec } from './settings'

const reference = { digest: 'a'.repeat(64), name: 'ref.csv' }
const other = { digest: 'b'.repeat(64), name: 'new, data.csv', options: { decimal: ',' as const } }
const result: PerColumnResult = {
  shape: 'per-column',
  detector: 'ks',
  drift: false,
  settings: { alpha: 0.01 },
  notes: [],
  statisticName: 'KS',
  alpha: 0.01,
  correction: 'none',
  effect: null,
  columns: [],
  rows: { reference: 5, test: 5 },
}
/** What the Lab is set to by a record of the command line, which logs no link. */
function settingsOf(selection: Partial<Selection>) {
  const whole: Selection = {
    reference,
    test: null,
    split: null,
    columns: null,
    standardise: true,
    timeColumn: null,
    ...selection,
  }
  const { parameters } = recordFor(
    {
      detector: { id: 'ks', name: 'KS', family: 'data-drift' },
      selection: whole,
      main: result,
      evolution: null,
      times: null,
      timesAreInstants: false,
      drift: false,
      outcome: 'no-drift',
      findings: [],
      link: null,
    },
    { model: '', tags: [] },
  )
  const { link } = rerunOf(JSON.parse(JSON.stringify(parameters)) as Record<string, unknown>)
  return labCodec.read(new URLSearchParams(link!.slice('#/?'.length)))
}

test('two files, how they are read, columns, detector and settings come back', () => {
  expect(settingsOf({ test: other, columns: ['wind', 'temp, max'], standardise: false })).toMatchObject({
    reference,
    test: other,
    split: null,
    columns: ['wind', 'temp, max'],
    standardise: false,
    detector: 'ks',
    params: { alpha: 0.01 },
    run: true,
  })
})

const splits: Split[] = [
  { by: 'rows', reference: { first: 1, last: 100 }, test: null },
  { by: 'rows', reference: { first: 1, last: 100 }, test: { first: 151, last: 250 } },
  { by: 'column', column: 'site', reference: 'a & b', test: null },
  { by: 'column', column: 'site', reference: '', test: 'c' },
  { by: 'time', column: 'at', cut: { kind: 'at', at: Date.UTC(2024, 8, 1, 12) } },
  { by: 'time', column: 'at', cut: { kind: 'last', last: 604_800_000, against: null } },
  { by: 'time', column: 'at', cut: { kind: 'last', last: 5_400_000, against: 86_400_000 } },
]

test.each(splits)('one file, split as %j, comes back', (split) => {
  expect(settingsOf({ split })).toMatchObject({ reference, test: null, split })
})
