import { cloneElement, type ReactElement, type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Kbd } from '../words/kbd'
import styles from './tooltip.module.css'

interface Trigger {
  'aria-describedby'?: string | undefined
}

export interface TooltipProps {
  text: ReactNode
  shortcut?: string
  /** The trigger's name already says the text: it is not described by it a second time. */
  named?: boolean
  /** One element that takes focus or is hovered: a button, a link, a `<time tabIndex={0}>`. */
  children: ReactElement<Trigger>
}

const DELAY_MS = 400
const GAP = 6
const MARGIN = 8

/**
 * Words on hover and focus (WCAG 1.4.13: Esc dismisses it, the pointer may move onto it, it stays).
 * It stands in the top layer through the popover attribute, so nothing clips it, and a modal dialog does
 * not cover it. Written here because react-aria's would bring 40 kB into the first chunk for this alone.
 */
export function Tooltip({ text, shortcut, named = false, children }: TooltipProps) {
  const id = useId()
  const [open, setOpen] = useState(false)
  const anchor = useRef<HTMLSpanElement>(null)
  const bubble = useRef<HTMLDivElement>(null)
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)

  const wait = (next: boolean, ms: number) => {
    clearTimeout(timer.current)
    timer.current = setTimeout(() => setOpen(next), ms)
  }
  useEffect(() => () => clearTimeout(timer.current), [])

  useEffect(() => {
    const box = bubble.current
    const target = anchor.current?.firstElementChild
    if (!open || !box || !target) return
    box.showPopover?.()
    place(box, target.getBoundingClientRect())
    const close = () => setOpen(false)
    const onKey = (event: KeyboardEvent) => event.key === 'Escape' && close()
    document.addEventListener('keydown', onKey)
    window.addEventListener('scroll', close, { capture: true, passive: true })
    return () => {
      document.removeEventListener('keydown', onKey)
      window.removeEventListener('scroll', close, { capture: true })
    }
  }, [open])

  return (
    <span
      ref={anchor}
      className={styles['anchor']}
      onPointerEnter={(event) => event.pointerType !== 'touch' && wait(true, DELAY_MS)}
      onPointerLeave={() => wait(false, 80)}
      onPointerDown={() => wait(false, 0)}
      onFocus={(event) => event.target.matches(':focus-visible') && wait(true, 0)}
      onBlur={() => wait(false, 0)}
    >
      {named ? children : cloneElement(children, { 'aria-describedby': id })}
      {/* Always in the page (hidden until shown) where the trigger is described by it. */}
      {open || !named ? (
        <div id={id} ref={bubble} role="tooltip" popover="manual" className={styles['bubble']} hidden={!open}>
          {text}
          {shortcut ? <Kbd>{shortcut}</Kbd> : null}
        </div>
      ) : null}
    </span>
  )
}

/** Below the target, or above it where there is no room; never over the edge of the window. */
function place(box: HTMLElement, target: DOMRect): void {
  const { width, height } = box.getBoundingClientRect()
  const centred = target.left + target.width / 2 - width / 2
  const left = Math.max(MARGIN, Math.min(centred, window.innerWidth - width - MARGIN))
  const below = target.bottom + GAP
  const top = below + height > window.innerHeight - MARGIN ? target.top - GAP - height : below
  box.style.left = `${left}px`
  box.style.top = `${Math.max(MARGIN, top)}px`
}
