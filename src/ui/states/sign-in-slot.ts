import { createContext, type ReactNode } from 'react'

export interface SignInWanted {
  /** A server's refusal of who asks, or of nobody. */
  error: unknown
  /** What was refused, to be asked again by itself; without it, its own button stands where it stood. */
  onRetry: (() => void) | undefined
}

/**
 * The sign-in in the place of a refusal. Servers are unknown here: the shell fills it. Null, or an answer of null: there
 * is none here, and a link leads to the page of connections.
 */
export const SignInSlot = createContext<((wanted: SignInWanted) => ReactNode) | null>(null)
