import Check from 'lucide-react/icons/check'
import Copy from 'lucide-react/icons/copy'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import { Button, type ButtonProps } from './button'
import type { IconType } from '../words/icon'

/** Puts text on the clipboard; `state` says for two seconds whether it got there. */
export function useCopy(): { state: 'idle' | 'copied' | 'refused'; copy: (text: string) => Promise<void> } {
  const [state, setState] = useState<'idle' | 'copied' | 'refused'>('idle')
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined)
  useEffect(() => () => clearTimeout(timer.current), [])
  const copy = async (text: string) => {
    clearTimeout(timer.current)
    try {
      await navigator.clipboard.writeText(text)
      setState('copied')
    } catch {
      // No permission, or a page that is not served over https or from localhost.
      setState('refused')
    }
    timer.current = setTimeout(() => setState('idle'), 2000)
  }
  return { state, copy }
}

export interface CopyButtonProps extends Omit<ButtonProps, 'onClick' | 'children' | 'icon'> {
  /** A function is called at the press: for text that is long, or that is the page's own address. */
  text: string | (() => string)
  /** The icon before it is pressed; a tick after. */
  icon?: IconType
  children: ReactNode
}

/** A button whose word turns into "Copied". */
export function CopyButton({ text, icon = Copy, children, ...button }: CopyButtonProps) {
  const { state, copy } = useCopy()
  return (
    <Button
      {...button}
      icon={state === 'copied' ? Check : icon}
      onClick={() => void copy(typeof text === 'string' ? text : text())}
    >
      <span aria-live="polite">
        {state === 'copied' ? 'Copied' : state === 'refused' ? 'The browser refused' : children}
      </span>
    </Button>
  )
}
