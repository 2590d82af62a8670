import { beforeAll, describe, expect, test } from 'vitest'
import { parseJson } from '~/api/json'
import { contractChecks } from '~/api/mlflow/contract-suite/checks.test-support'
import { realGround } from '~/api/mlflow/contract-suite/real-ground.test-support'
import {
  type Exchange,
  expectedOutcome,
  type Outcome,
  startSuite,
} from '~/api/mlflow/contract-suite/suite.test-support'
import { shapeDifferences, shapeOf } from '../replay/shape'
import { mockGround } from './mock-ground.test-support'

/** `npm run test:real` starts the server and says where it is. */
const { REAL_MLFLOW_URL: url = '', REAL_MLFLOW_VERSION: version = '', REAL_PEOPLE: people = '' } = process.env

describe(`a real MLflow ${version} keeps the contract, and the mock answers alike`, () => {
  let real: Awaited<ReturnType<typeof startSuite>>
  let mock: Awaited<ReturnType<typeof startSuite>>
  beforeAll(async () => {
    real = await startSuite(realGround({ url, version, people }, `r${process.pid}`))
    mock = await startSuite(mockGround(version))
  })

  test.each(contractChecks)('$name', async (check) => {
    const [ofReal, ofMock] = [await real.run(check), await mock.run(check)]
    const { status, code, said } = ofReal
    expect({ status, code, said }).toEqual(expectedOutcome(check, version))
    expect(outcomeDifferences(ofReal, ofMock).join('\n')).toBe('')
  })
})

function outcomeDifferences(real: Outcome, mock: Outcome): string[] {
  if (real.exchanges.length !== mock.exchanges.length)
    return [`${real.exchanges.length} requests, and ${mock.exchanges.length} to the mock`]
  return real.exchanges.flatMap((one, i) => {
    const other = mock.exchanges[i]
    return other ? exchangeDifferences(one, other) : []
  })
}

function exchangeDifferences(real: Exchange, mock: Exchange): string[] {
  const where = `${real.request.method} ${real.request.path.split('?')[0]}`
  if (real.status !== mock.status) return [`${where}: ${real.status}, and ${mock.status} in the mock`]
  const [a, b] = [real, mock].map(({ contentType }) => contentType.toLowerCase().replaceAll(' ', ''))
  const types = a === b ? [] : [`${where}: ${a}, and ${b} in the mock`]
  const [wanted, given] = [parseJson(real.text), parseJson(mock.text)]
  if (!wanted.ok || !given.ok)
    return wanted.ok === given.ok ? types : [...types, `${where}: only one of the answers is JSON`]
  return [
    ...types,
    ...shapeDifferences(shapeOf(wanted.value), shapeOf(given.value)).map((text) => `${where}: ${text}`),
  ]
}
