import { expect, test } from 'vitest'
import { CodedError, ContractError, gaveNoAnswer, HttpError, NetworkError, type Words } from './errors'
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

test('a query stays out of the sentence', () => {
  const where = `GET /api/json?tree=${'jobs%5Bname'.repeat(20)}`
  const silent = explain(new NetworkError(where, `${where}: Failed to fetch`))
  expect(silent.why).toMatch(/^No answer to GET \/api\/json: the server is down/)
  expect(explain(new HttpError(where, 500, { message: 'Broken' }, '')).why).toBe(
    'It answered 500 to GET /api/json: Broken.',
  )
  const odd = explain(new ContractError(where, '0.name', 'Expected a text', ''))
  expect(odd.why).toBe('The answer of GET /api/json cannot be read at 0.name: Expected a text.')
})

test('what a server says ends as a sentence, whatever it ends with', () => {
  const said = (message: string) => explain(new HttpError('GET /x', 403, { message }, '')).why
  expect(said('Permission denied')).toBe('It says: Permission denied.')
  expect(said('Really?')).toBe('It says: Really?')
})

test('an error without a server blames none', () => {
  const error = new NetworkError('GET /x', 'Failed to fetch')
  expect(explain(error).title).toBe('The server does not answer')
  for (const status of [400, 401, 403, 404, 405, 409, 413, 418, 422, 429, 500, 502]) {
    const words = explain(new HttpError('GET /x', status, null, ''))
    expect(`${words.title} ${words.why} ${words.next}`).not.toMatch(/Drift Watch|MLflow|undefined/)
  }
})

test('a server that fails is there; one behind a silent gateway is not', () => {
  const told = (status: number) => gaveNoAnswer(new HttpError('GET /x', status, null, ''))
  expect([403, 500, 502, 503, 504].map(told)).toEqual([false, false, true, true, true])
  expect(gaveNoAnswer(new NetworkError('GET /x', 'Failed to fetch'))).toBe(true)
  expect(gaveNoAnswer(new ContractError('GET /x', '', 'is not JSON', ''))).toBe(false)
})

test('an answer that a worker could not read is a fault of the server', () => {
  const said = explain(new CodedError('contract', 'The answer of GET /x cannot be read at 0.value: …'))
  expect(said).toMatchObject({ title: 'The server answered something unexpected', step: 'retry' })
  expect(said.why).toBe('The answer of GET /x cannot be read at 0.value: …')
})

test('a server that answers with a book is quoted, not printed', () => {
  const long = 'x '.repeat(500_000)
  for (const status of [400, 403, 409, 422, 500]) {
    const body = { message: long, errors: { json: { [long]: [long] } } }
    const error = new HttpError('GET /x', status, body, '')
    error.server = source(null)
    const { why, fields } = explain(error)
    expect(why.length).toBeLessThan(1500)
    for (const { path, says } of fields) expect(path.length + says.length).toBeLessThan(1000)
  }
})
