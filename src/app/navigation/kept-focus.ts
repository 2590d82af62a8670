const DIALOG = '[role=dialog], [role=alertdialog]'

/** Parts of a page that can stand for what was in them: each is a place that a reader names. */
const PLACES = `section, article, aside, main, figure, form, ul[aria-label], ol[aria-label], [role=region], [role=group], ${DIALOG}`

/** What lies over the page for a while: when it goes, focus belongs where it was before. */
const OVER = `${DIALOG}, [role=menu], ol[aria-live]`

/**
 * What has focus may go by being used: a row that was removed, a sample that was opened. Browsers then leave focus on the
 * body, where neither keys nor a screen reader are anywhere. This gives it to the nearest part of the page that stays.
 * @returns ends it
 */
export function keepFocus(): () => void {
  let around: readonly Element[] = []
  let below: readonly Element[] = []
  const take = ({ target }: FocusEvent) => {
    around = target instanceof Element ? pathOf(target) : []
    if (!around.some((one) => one.matches(OVER))) below = around
  }
  // Who presses elsewhere has given it up.
  const forget = () => {
    around = []
  }
  let looking: readonly Element[] | null = null
  const look = () => {
    const before = around
    if (looking === before || !isGone(before)) return
    looking = before
    // Two frames later: a dialog that closes, and what knows a better place, give it on in the next one; a button that is
    // disabled loses it only then.
    requestAnimationFrame(() =>
      requestAnimationFrame(() => {
        looking = null
        if (around !== before || !isGone(before) || document.activeElement !== document.body) return
        giveTo(placeOf(staysOpen(before) ? before : below))
      }),
    )
  }
  const observer = new MutationObserver(look)
  document.addEventListener('focusin', take)
  document.addEventListener('pointerdown', forget, true)
  observer.observe(document.body, { childList: true, subtree: true, attributeFilter: ['disabled', 'hidden'] })
  return () => {
    observer.disconnect()
    document.removeEventListener('focusin', take)
    document.removeEventListener('pointerdown', forget, true)
  }
}

/** The element and all around it, from the inside. */
function pathOf(element: Element): Element[] {
  const path: Element[] = []
  for (let one: Element | null = element; one !== null; one = one.parentElement) path.push(one)
  return path
}

/** Whether what had focus cannot have it any more. */
function isGone([element]: readonly Element[]): boolean {
  if (element === undefined) return false
  return !element.isConnected || element.matches(':disabled') || element.closest('[hidden]') !== null
}

/** Whether focus was on the page itself, or in a dialog that is still there. */
function staysOpen(path: readonly Element[]): boolean {
  const over = path.find((one) => one.matches(OVER))
  return over === undefined || (over.isConnected && over.matches(DIALOG))
}

/** What had focus, where it still can; else the nearest part of the page around it that stays. */
function placeOf(path: readonly Element[]): Element | undefined {
  return isGone(path) ? path.find((one) => one.isConnected && one.matches(PLACES)) : path[0]
}

/** A place has no stop of its own in the order of Tab: it takes focus this once. */
function giveTo(place: Element | undefined): void {
  if (!(place instanceof HTMLElement)) return
  if (place.tabIndex < 0 && !place.hasAttribute('tabindex')) {
    place.tabIndex = -1
    place.addEventListener('blur', () => place.removeAttribute('tabindex'), { once: true })
  }
  place.focus({ preventScroll: true })
}
