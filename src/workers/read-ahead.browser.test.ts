import { expect, it } from 'vitest'
import { readTable } from '~/data/read-file'
import { readAhead } from './read-ahead'

const TEXT = `x,y\n${'1.25,2.5\n'.repeat(1_500_000)}`

it('reads and hashes a file in a worker: pieces in order, then the digest', async () => {
  const file = new File([TEXT], 'a.csv')
  const ahead = readAhead(file)!
  const read: Uint8Array<ArrayBuffer>[] = []
  let at = 0
  for (let piece = await ahead.piece(0); piece; piece = await ahead.piece(at)) {
    read.push(piece)
    at += piece.length
    // Nothing is given twice.
    expect(await ahead.piece(0)).toBeNull()
  }
  expect(await new Blob(read).text()).toBe(TEXT)
  const expected = new Uint8Array(await crypto.subtle.digest('SHA-256', await file.arrayBuffer()))
  expect(await ahead.digest()).toBe(Array.from(expected, (b) => b.toString(16).padStart(2, '0')).join(''))
  ahead.end()
})

it('makes the same table as reading it here', async () => {
  const file = new File([TEXT], 'a.csv')
  let given = 0
  const there = await readTable(file, {
    readAhead: (one) => {
      const ahead = readAhead(one)!
      return { ...ahead, piece: (at) => ahead.piece(at).finally(() => given++) }
    },
  })
  expect(given).toBeGreaterThan(3)
  expect(there).toEqual(await readTable(file))
})

it('gives no pieces that nobody wants, and the digest all the same', async () => {
  // More than are kept ready.
  const file = new File([new Uint8Array(100_000_000)], 'zeros.npy')
  const ahead = readAhead(file)!
  expect(await ahead.digest()).toMatch(/^[0-9a-f]{64}$/)
  ahead.end()
})

it('leaves small files to who reads them, and those that would not fit twice', () => {
  expect(readAhead(new File(['x\n1\n'], 'a.csv'))).toBeNull()
  expect(readAhead({ size: 900_000_000 } as Blob)).toBeNull()
})
