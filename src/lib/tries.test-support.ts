/**
 * So many tries of a property: all of them, or the first tenth in `npm test` (two at least), which leaves the others to
 * `npm test -- everything` and to a run by hand.
 */
export function tries(all: number): number {
  return process.env['FEW_TRIES'] === '1' ? Math.min(all, Math.max(2, Math.ceil(all / 10))) : all
}
