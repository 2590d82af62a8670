import { createContext, useContext, useEffect, useState } from 'react'

/** Is told of a change of page that waits: `leave` lets it happen, and whoever stays has nothing to do. */
export type LeaveGuard = (leave: () => void) => void

/**
 * Where guards are put, by the router: while one is there, no other page is opened unasked. Gives what takes it away.
 * Without a router nothing is held.
 */
export const LeaveGuards = createContext<(guard: LeaveGuard) => () => void>(() => () => undefined)

export interface HeldLeave {
  leave: () => void
  stay: () => void
}

/** Holds the change to another page while `isNeeded`. @returns the change that waits for an answer */
export function useLeaveGuard(isNeeded: boolean): HeldLeave | null {
  const addGuard = useContext(LeaveGuards)
  const [held, setHeld] = useState<HeldLeave | null>(null)
  useEffect(() => {
    if (!isNeeded) return undefined
    const stay = () => setHeld(null)
    const remove = addGuard((leave) => setHeld({ leave, stay }))
    return () => {
      remove()
      stay()
    }
  }, [addGuard, isNeeded])
  return held
}
