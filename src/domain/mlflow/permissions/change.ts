import type { MlflowLevel } from './level'
import type { AccessResource, AccessUser, OwnLevel } from './table'

/** One cell before and after. */
export interface Change {
  user: AccessUser
  resource: AccessResource
  before: OwnLevel
  after: MlflowLevel | null
}
