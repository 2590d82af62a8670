import { beforeAll, describe, expect, test } from 'vitest'
import { contractChecks } from '~/api/mlflow/contract-suite/checks.test-support'
import { expectedOutcome, startSuite } from '~/api/mlflow/contract-suite/suite.test-support'
import { mlflowContract } from '~/api/mlflow/contract'
import { endpointOf } from '../replay/replay'
import { mock } from './mock'
import { mockGround } from './mock-ground.test-support'

describe.each(mock.profiles)('the imitated MLflow %s keeps the contract', (version) => {
  let suite: Awaited<ReturnType<typeof startSuite>>
  const asked = new Set<string>()
  beforeAll(async () => {
    suite = await startSuite(mockGround(version))
  })

  test.each(contractChecks)('$name', async (check) => {
    const { status, code, said, exchanges } = await suite.run(check)
    for (const { request } of exchanges)
      asked.add(endpointOf(mlflowContract, { method: request.method, target: request.path })?.name ?? '')
    const expected = expectedOutcome(check, version)
    expect({ status, code, said }).toEqual(expected)
  })

  test('every endpoint was asked', () =>
    expect([...asked].toSorted()).toEqual(Object.keys(mlflowContract).toSorted()))
})

test('checks have names of their own', () => {
  const names = contractChecks.map(({ name }) => name)
  expect(names.filter((name, i) => names.indexOf(name) !== i)).toEqual([])
})
