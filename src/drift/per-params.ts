/**
 * What depends on the parameters alone, computed once for them and not once a row: a run gives the same object to every
 * step, so that the last one is remembered.
 */
export function perParams<P extends object, R>(compute: (params: P) => R): (params: P) => R {
  let last: P | null = null
  let held: R
  return (params) => {
    if (params !== last) {
      held = compute(params)
      last = params
    }
    return held
  }
}
