import { expect, test } from 'vitest'
import type { Selection } from '~/data/prepare/selection'
import { detectorById } from '~/drift/registry'
import { commandLine } from './command-line'

const ks = detectorById('ks')!
const splitAt = (own: { first: number; last: number } | null): Selection => ({
  reference: { digest: 'a', name: 'weather.csv' },
  test: null,
  split: { by: 'rows', reference: { first: 1, last: 731 }, test: own },
  columns: ['wind'],
  standardise: true,
  timeColumn: null,
})
const lineOf = (own: Parameters<typeof splitAt>[0], rows: number | null) =>
  commandLine({ params: {}, selection: splitAt(own) }, ks, rows)

const COMMAND = { command: expect.stringContaining('--split-rows 1-731') as string }
const WHY = { why: expect.stringContaining('takes only some of them') as string }

test.each([
  ['the rest, unnamed', null, null, COMMAND],
  ['the rest, by its rows', { first: 732, last: 1461 }, 1461, COMMAND],
  ['the rest, of a file whose rows are not known', { first: 732, last: 1461 }, null, WHY],
  ['less than the rest', { first: 732, last: 1460 }, 1461, WHY],
  ['not right after the reference', { first: 733, last: 1461 }, 1461, WHY],
])('a file split by rows: %s', (_, own, rows, said) => {
  expect(lineOf(own, rows)).toEqual(said)
})
