import fc from 'fast-check'
import { tries } from '~/lib/tries.test-support'

// Loaded before every unit test: a property is tried on the same cases in every run, so a failure stays a failure.
fc.configureGlobal({ seed: 20_261_124, numRuns: tries(100) })
