import { useEffect, useState } from 'react'
import type { View } from '../plane/zoom'

/** About as long as drawing many lines takes, in ms: before that, old points are not worth drawing. */
const PATIENCE = 60

/**
 * What a chart draws while the points of a view are made: the view that its series were made for, so that only what is
 * right is drawn; where they take longer than a moment, the new view with the old points.
 */
export function useDrawnView(view: View, madeFor: View): View {
  const [isLate, setLate] = useState(false)
  const isWaiting = !isSame(view, madeFor)
  if (isLate && !isWaiting) setLate(false)
  useEffect(() => {
    if (!isWaiting) return undefined
    const timer = setTimeout(() => setLate(true), PATIENCE)
    return () => clearTimeout(timer)
  }, [isWaiting])
  return useSamePair(isWaiting && !isLate ? madeFor : view)
}

/** The same array as long as both ends are the same: another array would be another drawing. */
export function useSamePair<Pair extends View>(pair: Pair): Pair {
  const [kept, setKept] = useState(pair)
  if (isSame(kept, pair)) return kept
  setKept(pair)
  return pair
}

const isSame = (a: View, b: View): boolean =>
  a === b || (a !== null && b !== null && a[0] === b[0] && a[1] === b[1])
