import { expect, test } from 'vitest'
import { fileOf } from '~/data/fixtures/read'
import { SAME } from '~/data/fixtures/same'
import { prepare } from '~/data/prepare/prepare'
import { readTable } from '~/data/read-file'
import type { Selection } from '~/data/prepare/selection'
import { driveSync } from '~/drift/drive'
import { loadDetector } from '~/drift/run'

/** Numbers alone, or without names. */
const FEWER = new Set(['numbers.npy', 'stored.npz', 'deflated.npz', 'values.json'])

async function results(name: string, columns: string[]): Promise<unknown[]> {
  const table = await readTable(fileOf(`same/${name}`))
  const selection = (takes: Pick<Selection, 'takes'>, named: string[]): Selection => ({
    reference: { digest: '', name },
    test: null,
    split: { by: 'rows', reference: { first: 1, last: 30 }, test: null },
    columns: named,
    standardise: false,
    timeColumn: null,
    ...takes,
  })
  const found: unknown[] = []
  for (const [detector, takes, named] of [
    ['ks', {}, ['x', 'y', 'n']],
    ['mmd', {}, ['x', 'y', 'n']],
    ['chi-square', { takes: 'categories' }, ['s', 'ok']],
  ] as const) {
    const used = named.filter((column) => columns.includes(column))
    if (used.length === 0) continue
    const samples = prepare(
      { reference: { columns: table.columns, name }, test: null },
      selection(takes, used),
    )
    const detect = await loadDetector(detector)
    found.push(driveSync(detect({}, { reference: samples.reference, test: samples.test })))
  }
  return found
}

test.each(SAME.filter((name) => name !== 'numbers.npy' && name !== 'values.json'))(
  'detectors find the same in %s, to the last bit',
  async (name) => {
    const columns = FEWER.has(name) ? ['x', 'y', 'n'] : ['x', 'y', 'n', 's', 'ok']
    const found = await results(name, columns)
    expect(found).toHaveLength(FEWER.has(name) ? 2 : 3)
    expect(found).toEqual(await results('same.jsonl', columns))
  },
)
