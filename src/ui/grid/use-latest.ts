import { useLayoutEffect, useRef } from 'react'

/** What the last render made, for callbacks that must not change. */
export function useLatest<T>(value: T): { readonly current: T } {
  const latest = useRef(value)
  useLayoutEffect(() => {
    latest.current = value
  })
  return latest
}
