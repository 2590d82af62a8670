import { afterEach, describe, expect, test } from 'vitest'
import { HttpError } from '~/lib/errors'
import { explain } from '~/lib/explain'
import { createClient } from '../client'
import { mlflowBackend } from './backend'
import { mlflowContract } from './contract'
import { basic, signIn, signOut } from '../session'

function said(where: string, status: number, text: string) {
  let body: unknown = null
  try {
    body = JSON.parse(text)
  } catch {
    // Plain text or a web page.
  }
  const error = new HttpError(where, status, body, text)
  error.server = mlflowBackend
  return explain(error)
}

const SQL =
  'Experiment(name=x) already exists. Error: (sqlite3.IntegrityError) UNIQUE constraint failed\n[SQL: INSERT INTO experiments (name) VALUES (?)]\n[parameters: (x,)]'
const json = (code: string, message: string) => JSON.stringify({ error_code: code, message })

afterEach(() => signOut('mlflow'))

test('nobody is signed in, or somebody whom the server does not take', () => {
  expect(said('GET /version', 401, 'x').title).toBe('You are not signed in')
  expect(said('GET /api/2.0/mlflow/users/get?username=a', 401, 'x').title).toBe('Wrong name or password')
  signIn('mlflow', basic('a', 'b'))
  const again = said('GET /version', 401, 'x')
  expect(again.title).toBe('Sign in again')
  // Said once: a toast puts all of it into one line.
  expect(`${again.why} ${again.next}`).not.toContain('Sign in again')
  expect(said('GET /api/2.0/mlflow/users/get?username=a', 401, 'x').title).toBe('Wrong name or password')
})

test('a web page in the place of an answer', async () => {
  const page = new TextEncoder().encode('<!doctype html><title>Log in</title>')
  const answer = { status: 200, headers: new Headers(), bytes: page }
  const client = createClient(mlflowContract, () => Promise.resolve(answer), mlflowBackend)
  const failure: unknown = await client
    .searchExperiments({ body: { max_results: 1 } })
    .catch((error) => error)
  const { title, why } = explain(failure)
  expect(title).toBe('MLflow answered something that is not JSON')
  expect(why).toContain('answered a web page')
  const version: unknown = await client.version({}).catch((error) => error)
  expect(explain(version).title).toBe('MLflow answered something unexpected')
})

describe('refusals of MLflow, as measured', () => {
  const EACH: readonly [name: string, where: string, status: number, text: string, title: string][] = [
    ['403', 'GET /x', 403, 'Permission denied', 'You do not have permission'],
    ['origin', 'POST /x', 403, 'Cross-origin request blocked', 'MLflow refuses this page’s address'],
    ['host', 'GET /x', 403, 'Invalid Host header - possible DNS rebinding', 'MLflow refuses this host name'],
    ['name', 'POST /x', 400, json('RESOURCE_ALREADY_EXISTS', SQL), 'This name is taken'],
    ['value', 'POST /x', 400, json('INVALID_PARAMETER_VALUE', 'Bad clause'), 'MLflow refused a value'],
    [
      'filter',
      'POST /api/2.0/mlflow/runs/search',
      400,
      json('INVALID_PARAMETER_VALUE', "Invalid clause(s) in filter string: 'x'"),
      'MLflow refused this filter',
    ],
    [
      'deleted',
      'POST /api/2.0/mlflow/runs/set-tag',
      400,
      json(
        'INVALID_PARAMETER_VALUE',
        "The run c5382fa0 must be in the 'active' state. Current state is deleted.",
      ),
      'The run was deleted meanwhile',
    ],
    ['gone', 'GET /x', 404, json('RESOURCE_DOES_NOT_EXIST', 'No run'), 'It is gone'],
    ['file', 'GET /get-artifact?path=x', 500, '<!doctype html>', 'This file is not there'],
    [
      'file of 3',
      'GET /get-artifact?path=x',
      404,
      json('RESOURCE_DOES_NOT_EXIST', 'No such artifact'),
      'This file is not there',
    ],
    ['bug', 'POST /x', 500, '<!doctype html>', 'MLflow failed'],
    ['line', 'GET /x', 400, 'Request Line is too large (4123 > 4094)', 'Too much at once'],
    ['proxy', 'GET /x', 502, '<html>', 'The gateway answered, but MLflow did not (502)'],
  ]
  for (const [name, where, status, text, title] of EACH)
    test(name, () => {
      const words = said(where, status, text)
      expect(words.title).toBe(title)
      expect(`${words.why} ${words.next}`).not.toMatch(/SQL|sqlite|undefined|Drift Watch/)
    })
})

describe('a server that tells its SQL', () => {
  const insides = '(MySQLdb.OperationalError) (1205)\n[SQL: SELECT name FROM runs WHERE id = %s]'
  for (const [status, code] of [
    [500, 'INTERNAL_ERROR'],
    [500, 'TEMPORARILY_UNAVAILABLE'],
    [400, 'INVALID_STATE'],
    [400, 'INVALID_PARAMETER_VALUE'],
    [400, 'BAD_REQUEST'],
    [409, 'RESOURCE_CONFLICT'],
    [404, 'RESOURCE_DOES_NOT_EXIST'],
  ] as const)
    test(`${status} ${code} is told without it`, () => {
      const { title, why, next } = said('POST /x', status, json(code, `It broke: ${insides}`))
      expect(`${title} ${why} ${next}`).not.toMatch(/SQL|SELECT|1205/)
    })
})

test('a bad request is a taken name only where it says so', () => {
  expect(said('POST /x', 400, json('BAD_REQUEST', SQL)).title).toBe('This name is taken')
  expect(said('POST /x', 400, json('BAD_REQUEST', 'No such parameter')).why).toBe('No such parameter')
})
