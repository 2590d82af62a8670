import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { PIECE_BYTES, type ReadAhead } from './read-ahead'
import { readTable } from './read-file'

/** A file that counts how many of its bytes were asked for. */
class Counted extends File {
  asked = 0
  override slice(start = 0, end = this.size): Blob {
    this.asked += Math.min(end, this.size) - start
    return super.slice(start, end)
  }
}

const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

/** Gives the pieces of a text in order, as a worker does, and then a digest. */
function aheadOf(text: string, given: { pieces: number; digest: string | null }) {
  const bytes = new TextEncoder().encode(text)
  const seen = { ended: 0, taken: 0 }
  const ahead: ReadAhead = {
    piece: (offset) => {
      const isNext = offset === seen.taken * PIECE_BYTES && seen.taken < given.pieces
      if (isNext) seen.taken++
      return Promise.resolve(isNext ? bytes.slice(offset, offset + PIECE_BYTES) : null)
    },
    digest: () => Promise.resolve(given.digest),
    end: () => void seen.ended++,
  }
  return { ahead, seen }
}

const TEXT = `x,y\n${'1.25,2.5\n'.repeat(1_500_000)}`
const READ_TWICE = `x,y\n${'1,2\n'.repeat(2_500_000)}a,2\n`

test('what another thread has read and hashed is not read again', async () => {
  const file = new Counted([TEXT], 'a.csv')
  const { ahead, seen } = aheadOf(TEXT, { pieces: 9, digest: 'found there' })
  const { columns, summary } = await readTable(file, { readAhead: () => ahead })
  expect(summary).toMatchObject({ rows: 1_500_000, digest: 'found there' })
  expect(columns).toEqual((await readTable(new File([TEXT], 'a.csv'))).columns)
  // Its head is looked at more than once.
  expect(file.asked).toBeLessThan(0.1 * file.size)
  expect(seen.ended).toBe(1)
})

test.each([
  ['nothing', 0],
  ['the first pieces alone', 2],
])('where the other thread gives %s, the rest is read here', async (_, pieces) => {
  const { ahead, seen } = aheadOf(TEXT, { pieces, digest: null })
  const { columns, summary } = await readTable(new File([TEXT], 'a.csv'), { readAhead: () => ahead })
  expect(summary).toMatchObject({ rows: 1_500_000, digest: sha256(TEXT) })
  expect(columns.columns[1]).toMatchObject({ type: 'number' })
  expect(seen).toEqual({ ended: 1, taken: pieces })
})

test.each([
  ['whose first column is read twice', READ_TWICE],
  ['that ends with the end mark of DOS', `${TEXT}\u001a`],
  ['of JSON', JSON.stringify(Array.from({ length: 1000 }, (_, x) => ({ x })))],
  ['of LIBSVM', '1 1:0.5 2:0.25\n'.repeat(500_000)],
])('a text %s is the same table', async (_, text) => {
  const { ahead } = aheadOf(text, { pieces: 9, digest: null })
  const [one, other] = await Promise.all([
    readTable(new File([text], 'a.csv'), { readAhead: () => ahead }),
    readTable(new File([text], 'a.csv')),
  ])
  expect(one).toEqual(other)
  expect(one.summary.digest).toBe(sha256(text))
})

test('the other thread is ended where the file is no table', async () => {
  const { ahead, seen } = aheadOf('', { pieces: 0, digest: null })
  await expect(readTable(new File(['%PDF-1.7'], 'a.csv'), { readAhead: () => ahead })).rejects.toThrow('PDF')
  expect(seen.ended).toBe(1)
})
