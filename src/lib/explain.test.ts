import { expect, test } from 'vitest'
import { HttpError, NetworkError, type Words } from './errors'
import { explain } from './explain'

const source = (own: Words | null) => ({ id: 'x', name: 'MLflow', explain: () => own })

function failing(status: number, own: Words | null) {
  const error = new HttpError('GET /x', status, { message: 'Because.' }, '')
  error.server = source(own)
  return error
}

test('the server that failed is named', () => {
  expect(explain(failing(500, null)).title).toBe('MLflow failed')
  expect(explain(failing(403, null))).toMatchObject({ title: 'MLflow refused', why: 'It says: Because.' })
  expect(explain(failing(401, null)).step).toBe('sign-in')
})

test('a server has words of its own first', () => {
  const own = { title: 'Private', why: 'It is.', next: 'Ask.', step: null }
  expect(explain(failing(403, own))).toEqual({ ...own, fields: [] })
})

test('a long query stays out of the sentence', () => {
  const said = explain(
    new NetworkError('', `GET /api/json?tree=${'jobs%5Bname'.repeat(20)}: Failed to fetch`),
  )
  expect(said.why).toMatch(/^No answer came \(GET \/api\/json\?…: Failed to fetch\): the server is down/)
})

test('an error without a server blames none', () => {
  const error = new NetworkError('GET /x', 'Failed to fetch')
  expect(explain(error).title).toBe('The server does not answer')
  for (const status of [400, 401, 403, 404, 405, 409, 413, 418, 422, 429, 500, 502]) {
    const words = explain(new HttpError('GET /x', status, null, ''))
    expect(`${words.title} ${words.why} ${words.next}`).not.toMatch(/Drift Watch|MLflow|undefined/)
  }
})
