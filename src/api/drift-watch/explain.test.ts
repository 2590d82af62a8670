import { describe, expect, test } from 'vitest'
import { CodedError, ContractError, HttpError, NetworkError, ServerError, TooLargeError } from '~/lib/errors'
import { explain as explainAny } from '~/lib/explain'
import { driftWatchBackend } from './backend'
import { LostAnswerError } from './publish'

/** As the client lets it go: with its server. */
function explain(error: unknown) {
  if (error instanceof ServerError) error.server = driftWatchBackend
  return explainAny(error)
}

const http = (status: number, body: unknown, text = JSON.stringify(body)) =>
  new HttpError('POST /experiment', status, body, text)
const said = (status: number, message: string) => http(status, { code: status, status: 'x', message })
const expired = 'Could not verify JWT: Signature has expired'

/** One of each, by what happened. Each must have words of its own. */
const EACH: Readonly<Record<string, [error: unknown, title: string]>> = {
  'server down': [new NetworkError('GET /', 'GET /: Failed to fetch'), 'Drift Watch does not answer'],
  '502 with HTML': [
    http(502, null, '<html><body>Bad Gateway</body></html>'),
    'The gateway answered, but Drift Watch did not (502)',
  ],
  '401 no header': [said(401, 'No authorization header'), 'You are not signed in'],
  '401 no bearer': [said(401, 'No bearer token in authorization header'), 'The token did not arrive'],
  '401 unknown': [said(401, 'User identity could not be determined'), 'The token is not known'],
  '401 issuer': [said(401, 'Issuer is not trusted: https://x.example'), 'The token is from another issuer'],
  '401 expired': [said(401, expired), 'Your session has ended'],
  '401 signature': [
    said(401, 'Could not verify JWT: Signature verification failed'),
    'The token is not genuine',
  ],
  '401 provider down': [
    said(401, "Could not verify JWT: No 'iss' claim in body"),
    'The identity provider does not answer',
  ],
  '401 other': [said(401, 'Could not verify JWT: Not enough segments'), 'The token was refused'],
  '403 unregistered': [said(403, 'User not registered.'), 'You are not registered yet'],
  '403 insufficient': [said(403, 'Insufficient permissions.'), 'You do not have permission'],
  '403 private': [
    new HttpError('POST /experiment/x/drift/search?page=1', 403, { message: 'Resource is not public.' }, ''),
    'This experiment is private',
  ],
  '403 no user of the server': [
    new HttpError('POST /experiment/x/drift', 403, { message: 'Resource is not public.' }, ''),
    'Drift Watch does not count you among its users',
  ],
  '403 admin': [said(403, 'User a@b does not meet requirements'), 'Only admins may do this'],
  '403 without words': [http(403, null, ''), 'Drift Watch refused'],
  '404 record': [said(404, 'Drift not found.'), 'This record is gone'],
  '404 experiment': [said(404, 'Experiment not found.'), 'This experiment is gone'],
  '404 address': [said(404, 'The requested URL was not found on the server.'), 'Nothing at this address'],
  '409 name': [said(409, 'Name conflict.'), 'This name is taken'],
  '409 user': [said(409, 'User already exists.'), 'You are registered already'],
  '422': [
    http(422, { code: 422, errors: { json: { permissions: { 0: { level: ['Must be one of: Read.'] } } } } }),
    'One field was refused',
  ],
  '400': [
    http(400, { code: 400, errors: { json: ['Invalid JSON body.'] } }),
    'The request was not understood',
  ],
  '405': [http(405, { code: 405 }), 'Drift Watch does not know this request'],
  '413': [http(413, null, '<html>'), 'The record is too large'],
  '429': [http(429, null, ''), 'Too many requests'],
  '418': [http(418, null, ''), 'Drift Watch refused'],
  '500': [http(500, { code: 500, status: 'Internal Server Error' }), 'Drift Watch failed'],
  'not JSON': [
    new ContractError('GET /', '', 'is not JSON (x)', 'OK'),
    'Drift Watch answered something that is not JSON',
  ],
  'a web page': [
    new ContractError('GET /', '', 'is not JSON (x)', '<!doctype html><html>'),
    'Drift Watch answered something that is not JSON',
  ],
  'not the contract': [
    new ContractError('GET /x', '0.created_at', 'Invalid key', '[]'),
    'Drift Watch answered something unexpected',
  ],
  'too large': [new TooLargeError('GET /x', 32e6), 'The answer is too large'],
  cancelled: [new DOMException('x', 'AbortError'), 'Stopped'],
  'lost answer': [
    new LostAnswerError(new NetworkError('POST /x', 'x')),
    'It is not known whether this was written',
  ],
  'our own refusal': [new CodedError('bad-token', 'Paste a token first.'), 'This did not work'],
  'a bug': [new TypeError('x is not a function'), 'An error in this page'],
  'no error at all': ['text', 'An error in this page'],
}

describe('each failure has a sentence that says why, and one that says what to do', () => {
  for (const [name, [error, title]] of Object.entries(EACH)) {
    test(name, () => {
      const words = explain(error)
      expect(words.title).toBe(title)
      expect(words.why).toMatch(/\S{3}/)
      expect(words.next).toMatch(/^[A-Z“].*\.$/s)
      expect(`${words.why} ${words.next}`).not.toMatch(/undefined|null(?! distribution)|\[object/)
    })
  }

  test('no two sound the same', () => {
    const all = Object.values(EACH).map(([error]) => {
      const { title, why } = explain(error)
      return `${title}: ${why}`
    })
    expect(new Set(all).size).toBe(all.length)
  })
})

test('the fields of a 422 are listed by path, from lists and from objects', () => {
  const body = {
    code: 422,
    errors: {
      json: {
        id: ['Unknown field.'],
        tags: { 0: ['Length must be between 1 and 20.'] },
        permissions: { 2: { level: ['Must be one of: Read, Edit, Manage.'] } },
        _schema: ['Invalid input type.'],
      },
    },
  }
  const words = explain(http(422, body))
  expect(words.fields).toEqual([
    { path: 'id', says: 'Unknown field.' },
    { path: 'tags.0', says: 'Length must be between 1 and 20.' },
    { path: 'permissions.2.level', says: 'Must be one of: Read, Edit, Manage.' },
    { path: '', says: 'Invalid input type.' },
  ])
  expect(words.why).toContain('permissions.2.level: Must be one of: Read, Edit, Manage.')
})

test('10,000 bad fields are one mistake', () => {
  const tags = Object.fromEntries(Array.from({ length: 10_000 }, (_, i) => [i, ['Too long.']]))
  expect(explain(http(422, { errors: { json: { tags } } })).fields).toHaveLength(20)
})

test('what helps is offered', () => {
  expect(explain(said(401, expired)).step).toBe('sign-in')
  expect(explain(said(403, 'User not registered.')).step).toBe('register')
  expect(explain(http(502, null, '')).step).toBe('retry')
  expect(explain(said(404, 'Drift not found.')).step).toBeNull()
})
