import { describe } from 'vitest'
import { describePermissionServer } from '~/api/mlflow/contract-suite/permission-server.test-support'
import { mock } from './mock'
import { mockGround } from './mock-ground.test-support'

describe.each(mock.profiles)('rows of the imitated MLflow %s', (version) => {
  describePermissionServer(version, () => mockGround(version))
})
