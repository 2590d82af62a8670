import { fileChecks, metricChecks } from './metrics-and-files.test-support'
import { modelChecks } from './models.test-support'
import { experimentChecks, signInChecks } from './people-and-experiments.test-support'
import { runChecks, runSearchChecks } from './runs.test-support'
import type { Check } from './suite.test-support'

/** All of them, in the order in which they run: what changes the suite's world comes after who only reads it. */
export const contractChecks: readonly Check[] = [
  ...signInChecks,
  ...runSearchChecks,
  ...metricChecks,
  ...fileChecks,
  ...runChecks,
  ...experimentChecks,
  ...modelChecks,
]
