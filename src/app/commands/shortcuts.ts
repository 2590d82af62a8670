/** One press of a shortcut: "Ctrl K" is one press, "G L" are two. */
interface Press {
  /** Ctrl, or ⌘ on a Mac. */
  mod: boolean
  /** As `KeyboardEvent.key`, letters in lower case. */
  key: string
}

const names: Record<string, string> = { '↵': 'enter', Esc: 'escape', Del: 'delete', Space: ' ' }

/** "Ctrl ↵" → one press with Ctrl; "G L" → two; "?" → one. */
export function parseShortcut(printed: string): readonly Press[] {
  const words = printed.split(' ').filter(Boolean)
  const presses: Press[] = []
  let mod = false
  for (const word of words) {
    if (word === 'Ctrl' || word === '⌘') mod = true
    else {
      presses.push({ mod, key: names[word] ?? word.toLowerCase() })
      mod = false
    }
  }
  return presses
}

interface Bound {
  shortcut?: string
  run: () => void
}

/** The second key of "G L" must come within this time. */
const PAUSE_MS = 1200

/**
 * Runs what a key stands for. Single keys are ignored while something is typed, and all of them while a
 * dialog or a menu is open: there the keys belong to it.
 * @param bound asked at every press, so that it may change
 * @returns stops listening.
 */
export function listenForShortcuts(bound: () => readonly Bound[]): () => void {
  let first: { press: Press; at: number } | null = null

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.altKey || event.isComposing || event.repeat) return
    const press: Press = { mod: event.ctrlKey || event.metaKey, key: event.key.toLowerCase() }
    if (['control', 'meta', 'shift'].includes(press.key)) return
    if (insideOverlay(event.target) || (!press.mod && isTyping(event.target))) return
    const begun = first !== null && event.timeStamp - first.at < PAUSE_MS ? first.press : null
    first = null
    const matching = (presses: readonly Press[]) =>
      bound().find(({ shortcut }) => shortcut !== undefined && same(parseShortcut(shortcut), presses))
    const found = (begun && matching([begun, press])) ?? matching([press])
    if (found) {
      event.preventDefault()
      found.run()
    } else if (!press.mod) first = { press, at: event.timeStamp }
  }
  document.addEventListener('keydown', onKeyDown)
  return () => document.removeEventListener('keydown', onKeyDown)
}

const same = (a: readonly Press[], b: readonly Press[]): boolean =>
  a.length === b.length && a.every((press, i) => press.key === b[i]?.key && press.mod === b[i]?.mod)

const insideOverlay = (target: EventTarget | null): boolean =>
  target instanceof Element && target.closest('[role="dialog"], [role="alertdialog"], [role="menu"]') !== null

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable ||
    target instanceof HTMLTextAreaElement ||
    target instanceof HTMLSelectElement ||
    (target instanceof HTMLInputElement && !['checkbox', 'radio', 'button', 'submit'].includes(target.type)))
