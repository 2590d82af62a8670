import type { MockWorld } from './mock'

/** A clock and ids that are the same in every start: a millisecond and a number further with each new row. */
export function countedWorld(): Pick<MockWorld, 'clock' | 'newId'> {
  let count = 0
  return {
    clock: () => 1_800_000_000_000 + count,
    newId: () => `00000000-0000-4000-8000-${String(++count).padStart(12, '0')}`,
  }
}
