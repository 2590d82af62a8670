import { expect, test } from 'vitest'
import { transferables } from './transferables'

test('finds every buffer once, however deep, and clones nothing of them', () => {
  const shared = new Float64Array([1, 2, 3])
  const result = {
    series: [{ values: shared }, { values: new Float64Array(shared.buffer, 8, 1) }],
    nested: { deep: [new Uint32Array([7])] },
    text: 'x',
    nothing: null,
  }
  const found = transferables(result)
  expect(found).toEqual([shared.buffer, result.nested.deep[0]?.buffer])

  const copy = structuredClone(result, { transfer: found })
  expect(copy.series[0]?.values).toEqual(new Float64Array([1, 2, 3]))
  expect(shared.byteLength).toBe(0)
})

test('leaves out what cannot be transferred: shared, empty and already sent buffers', () => {
  const sent = new Float64Array(2)
  structuredClone(sent, { transfer: [sent.buffer] })
  const value = { a: new Uint8Array(new SharedArrayBuffer(8)), b: new Uint8Array(0), c: sent }
  expect(transferables(value)).toEqual([])
})

test('walks a cyclic value once', () => {
  const loop: { self?: unknown; data: Uint8Array } = { data: new Uint8Array(1) }
  loop.self = loop
  expect(transferables(loop)).toEqual([loop.data.buffer])
})
