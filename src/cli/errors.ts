/** What a person typed cannot be done: told as one sentence, exit code 1. */
export class UsageError extends Error {}

/** Exit codes: a stage of a pipeline can gate on them. */
export const EXIT = { noDrift: 0, error: 1, drift: 3 } as const
