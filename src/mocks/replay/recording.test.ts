import { expect, test } from 'vitest'
import { textOf } from '../request'
import { readRecording, recordingOf, requestOf } from './recording'

test('an answer in an object of its own, the query in the path', () => {
  const recording = recordingOf('a.json', {
    request: {
      method: 'POST',
      path: '/search?page=1',
      headers: { 'Content-Type': 'application/json', Authorization: 'Bearer t' },
      body: { a: 1 },
    },
    response: {
      status: 200,
      headers: { 'X-Pagination': { total: 4 }, 'content-type': 'application/json' },
      body: [],
    },
  })
  expect(recording).toEqual({
    name: 'a.json',
    method: 'POST',
    target: '/search?page=1',
    headers: { 'content-type': 'application/json', authorization: 'Bearer t' },
    as: null,
    body: '{"a":1}',
    status: 200,
    answerHeaders: { 'x-pagination': '{"total":4}', 'content-type': 'application/json' },
    answer: { kind: 'json', text: '[]' },
  })
})

test('an answer beside the request, a user by name, repeated arguments', () => {
  const recording = recordingOf('b.json', {
    server: 'x',
    request: {
      method: 'GET',
      path: '/bulk',
      query: { run_id: ['a', 'b'], key: 'val/iou', max: 40 },
      as: 'reader',
    },
    status: 401,
    headers: { 'content-type': 'text/html; charset=utf-8' },
    body: 'You are not authenticated.',
  })
  expect(recording).toMatchObject({
    target: '/bulk?run_id=a&run_id=b&key=val%2Fiou&max=40',
    as: 'reader',
    body: '',
    headers: {},
    answer: { kind: 'text', text: 'You are not authenticated.' },
  })
  const request = requestOf(recording, 'Basic eA==')
  expect(request.query.getAll('run_id')).toEqual(['a', 'b'])
  expect(request.headers.get('authorization')).toBe('Basic eA==')
  expect(textOf(request)).toBe('')
})

test('bytes of which only the number is known, and JSON that JavaScript does not know', () => {
  const request = { method: 'GET', path: '/x', as: null }
  const bytes = recordingOf('c', {
    request,
    status: 200,
    headers: { 'content-type': 'image/png' },
    bodyBytes: 70,
  })
  expect(bytes.answer).toEqual({ kind: 'bytes', length: 70 })
  const response = { status: 200, headers: { 'content-type': 'application/json' }, text: '{"a":NaN}' }
  expect(recordingOf('d', { request, response }).answer).toEqual({ kind: 'json', text: '{"a":NaN}' })
  expect(recordingOf('e', { request, response: { status: 204 } }).answer).toEqual({ kind: 'json', text: '' })
})

test.each([
  ['{"request":{"method":"GET","path":"x"},"status":200}', 'no request with its answer'],
  ['{"request":{"method":"GET","path":"/x"}}', 'no request with its answer'],
  ['{"request":{"method":"GET","path":"/x"},"status":20}', 'no request with its answer'],
  ['{"request":', 'not JSON'],
])('%s is none', (text, why) => expect(() => readRecording('f', text)).toThrow(why))
