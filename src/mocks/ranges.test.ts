import { expect, test } from 'vitest'
import { rangeReply } from './ranges'
import { plainRequest, textOf } from './request'

const bytes = new TextEncoder().encode('0123456789')
const ask = (range?: string) => {
  const reply = rangeReply(plainRequest('GET', '/f', range === undefined ? {} : { Range: range }), bytes, {
    'content-type': 'text/plain',
  })
  return [reply.status, reply.headers['content-range'], textOf(reply)]
}

test.each([
  ['bytes=0-3', 206, 'bytes 0-3/10', '0123'],
  ['bytes=8-', 206, 'bytes 8-9/10', '89'],
  ['bytes=-2', 206, 'bytes 8-9/10', '89'],
  ['bytes=-20', 206, 'bytes 0-9/10', '0123456789'],
  ['bytes=5-500', 206, 'bytes 5-9/10', '56789'],
  ['bytes=10-', 416, 'bytes */10', ''],
  ['bytes=-0', 416, 'bytes */10', ''],
  ['bytes=5-2', 200, undefined, '0123456789'],
  ['bytes=-', 200, undefined, '0123456789'],
  ['bytes=0-1,4-5', 200, undefined, '0123456789'],
  ['lines=0-1', 200, undefined, '0123456789'],
])('%s', (range, status, said, text) => expect(ask(range)).toEqual([status, said, text]))

test('without a range all of it comes, and says that parts may be asked for', () => {
  const { headers, status } = rangeReply(plainRequest('GET', '/f'), bytes, { 'content-type': 'text/plain' })
  expect({ status, headers }).toEqual({
    status: 200,
    headers: { 'content-type': 'text/plain', 'accept-ranges': 'bytes' },
  })
})
