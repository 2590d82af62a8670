import { create } from 'zustand'

export interface Toast {
  id: number
  tone: 'ok' | 'warn' | 'fail'
  /** The outcome first: "9 permissions changed". */
  title: string
  /** "Read back from the server and equal." */
  text?: string
  /** It stays until it is dismissed, as a failure does. */
  stays?: boolean
  /** One thing to do about it: Undo, Show, Open. */
  action?: { label: string; run: () => void }
  /** A second one, that takes it back: Delete. */
  otherAction?: { label: string; run: () => void }
  /** Ids of what its Undo brings back: `withdrawUndo` takes it away once they are back otherwise. */
  brings?: readonly string[]
}

/** More would cover the page; the oldest goes. */
const MOST = 4

let lastId = 0

export const useToasts = create<{ toasts: readonly Toast[] }>(() => ({ toasts: [] }))

/** @returns its id, for `dismissToast`. */
export function toast(toast: Omit<Toast, 'id'>): number {
  lastId += 1
  const id = lastId
  useToasts.setState(({ toasts }) => ({ toasts: [...toasts, { ...toast, id }].slice(-MOST) }))
  return id
}

export function dismissToast(id: number): void {
  useToasts.setState(({ toasts }) => ({ toasts: toasts.filter((toast) => toast.id !== id) }))
}
