import { dataSetChecks } from './data-sets.test-support'
import { experimentDeletionChecks } from './experiment-deletions.test-support'
import { experimentSearchChecks } from './experiment-searches.test-support'
import { experimentChecks } from './experiments.test-support'
import { fileChecks } from './files.test-support'
import { metricChecks } from './metrics.test-support'
import { modelVersionChecks } from './model-versions.test-support'
import { modelChecks } from './models.test-support'
import { grantChecks, olderPermissionChecks } from './permissions.test-support'
import { roleMemberChecks } from './role-members.test-support'
import { roleChecks } from './roles.test-support'
import { runChangeChecks } from './run-changes.test-support'
import { runDeletionChecks } from './run-deletions.test-support'
import { runSearchChecks } from './run-searches.test-support'
import { runChecks } from './runs.test-support'
import { signInChecks } from './sign-in.test-support'
import type { Check } from './suite.test-support'
import { farewellChecks, userChecks } from './users.test-support'

/** All of them, in the order in which they run: what changes the suite's world comes after who only reads it. */
export const contractChecks: readonly Check[] = [
  ...signInChecks,
  ...runSearchChecks,
  ...metricChecks,
  ...fileChecks,
  ...runChecks,
  ...runChangeChecks,
  ...runDeletionChecks,
  ...experimentSearchChecks,
  ...experimentChecks,
  ...experimentDeletionChecks,
  ...dataSetChecks,
  ...modelChecks,
  ...modelVersionChecks,
  ...userChecks,
  ...olderPermissionChecks,
  ...grantChecks,
  ...roleChecks,
  ...roleMemberChecks,
  ...farewellChecks,
]
