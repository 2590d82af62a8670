import { type Toast, useToasts } from './toasts'

/**
 * What came back otherwise than by *Undo* is offered no more: a toast goes once all that it brings back is there.
 * @param among those that stood there when this was asked of a server: what was deleted since is not back yet
 */
export function withdrawUndo(
  ids: readonly string[],
  among: readonly Toast[] = useToasts.getState().toasts,
): void {
  const offers = new Set(among.flatMap(({ id, brings }) => (brings ? [id] : [])))
  if (offers.size === 0) return
  const back = new Set(ids)
  useToasts.setState(({ toasts }) => ({
    toasts: toasts.flatMap((toast) => {
      if (!toast.brings || !offers.has(toast.id)) return [toast]
      const brings = toast.brings.filter((id) => !back.has(id))
      return brings.length > 0 ? [{ ...toast, brings }] : []
    }),
  }))
}
