import { expect, test } from 'vitest'
import { digestOf } from './digest'
import { USUAL_MISSING } from './interpret/missing-words'
import { readTable } from './read-file'
import { breathe } from './source'

/** What differs between node and a browser: Blob reading, decoders, crypto.subtle, lazy chunks. */
async function fixture(name: string): Promise<File> {
  const response = await fetch(new URL(`./fixtures/${name}`, import.meta.url))
  return new File([await response.blob()], name)
}

/** Of the files that hold one table. */
async function sameFixture(name: string): Promise<File> {
  const response = await fetch(new URL(`./fixtures/same/${name}`, import.meta.url))
  return new File([await response.blob()], name)
}

test('Parquet and .npy are read in a browser', async () => {
  const parquet = await readTable(await fixture('types-snappy.parquet'))
  expect(parquet.summary).toMatchObject({ format: 'parquet', rows: 100 })
  expect(parquet.columns.columns.map(({ type }) => type)).toContain('time')
  const npy = await readTable(await fixture('fortran.npy'))
  expect(npy.columns.columns[0]).toMatchObject({ name: 'c1', values: Float64Array.of(-2.5, 0.5, 3.5, 6.5) })
})

test('Arrow, .npz and JSON are read in a browser', async () => {
  const expected = await readTable(await sameFixture('same.jsonl'))
  for (const name of ['lz4.feather', 'zstd.feather', 'stream.arrows', 'columns.json.gz']) {
    const { columns } = await readTable(await sameFixture(name))
    expect(columns).toEqual(expected.columns)
  }
  const { columns } = await readTable(await sameFixture('deflated.npz'))
  expect(columns.columns).toEqual(expected.columns.columns.slice(0, 3))
})

test('Windows-1252 is read in a browser, its own characters too', async () => {
  const bytes = Uint8Array.of(...new TextEncoder().encode('s,x\n'), 0x80, 0x2c, 0x31, 0x0a)
  const { columns } = await readTable(new File([bytes], 'euro.csv'))
  expect(columns.columns[0]).toMatchObject({ categories: ['€'] })
})

test('the digest is the same with and without crypto.subtle', async () => {
  const blob = new Blob(['abc'])
  const source = {
    name: 'abc',
    size: 3,
    blob,
    options: {},
    missing: USUAL_MISSING,
    sliceStart: 0,
    cancelled: () => false,
    onProgress: () => undefined,
    breathe,
  }
  const expected = 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad'
  expect(await digestOf(source)).toBe(expected)
  expect(await digestOf(source, null)).toBe(expected)
})

test('a large file lets messages arrive while it is read', async () => {
  const file = new File(['x,y\n', '1.25,2.5\n'.repeat(3_000_000)], 'long.csv')
  const seen = { turns: 0, reading: true }
  const turn = async (): Promise<void> => {
    while (seen.reading) {
      await breathe()
      seen.turns++
    }
  }
  const turning = turn()
  const { summary } = await readTable(file)
  seen.reading = false
  await turning
  expect(summary.rows).toBe(3_000_000)
  expect(seen.turns).toBeGreaterThan(5)
})
