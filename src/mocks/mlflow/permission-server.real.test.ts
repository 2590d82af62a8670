import { describe } from 'vitest'
import { describePermissionServer } from '~/api/mlflow/contract-suite/permission-server.test-support'
import { realGround } from '~/api/mlflow/contract-suite/real-ground.test-support'

/** `npm run test:real` starts the server and says where it is. */
const { REAL_MLFLOW_URL: url = '', REAL_MLFLOW_VERSION: version = '', REAL_PEOPLE: people = '' } = process.env

describe(`rows of a real MLflow ${version}`, () => {
  describePermissionServer(version, () => realGround({ url, version, people }, `s${process.pid}`))
})
