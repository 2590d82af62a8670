import { useState } from 'react'
import { NavigationType, useLocation, useNavigationType } from 'react-router'

/**
 * Changes whenever the address came from outside of the page: by a link, or by *Back*. What the page itself writes into
 * its address changes nothing.
 */
export function useArrival(): string {
  const { key, search } = useLocation()
  const isFromOutside = useNavigationType() === NavigationType.Pop
  const here = `${key}${search}`
  const [arrival, setArrival] = useState(here)
  if (isFromOutside && arrival !== here) setArrival(here)
  return arrival
}
