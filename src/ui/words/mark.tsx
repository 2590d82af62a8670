import type { ReactNode } from 'react'
import { classNames } from '../class-names'
import styles from './mark.module.css'

/** What a mark can say. Its colour and its shape always go together, and its word stands beside it. */
export type State = 'ok' | 'warning' | 'drift' | 'unconfirmed' | 'failed' | 'running' | 'unknown'

const shapes: Record<State, ReactNode> = {
  ok: <circle cx="6" cy="6" r="3.5" fill="currentColor" />,
  warning: <path d="M6 1.9 10.6 10H1.4Z" fill="currentColor" strokeLinejoin="round" />,
  drift: <path d="M6 .9 11.1 6 6 11.1.9 6Z" fill="currentColor" />,
  unconfirmed: <path d="M6 1.9 10.1 6 6 10.1 1.9 6Z" stroke="currentColor" strokeWidth="1.5" />,
  failed: <path d="m2.2 2.2 7.6 7.6M9.8 2.2 2.2 9.8" stroke="currentColor" strokeWidth="1.9" />,
  running: (
    <>
      <circle cx="6" cy="6" r="4.4" stroke="currentColor" strokeWidth="1.6" opacity="0.28" />
      <path d="M6 1.6A4.4 4.4 0 0 1 8.2 9.8" stroke="currentColor" strokeWidth="1.6" strokeLinecap="round" />
    </>
  ),
  unknown: <circle cx="6" cy="6" r="4.4" stroke="currentColor" strokeWidth="1.6" strokeDasharray="2 1.455" />,
}

export interface MarkProps {
  state: State
  /** In px: 12 beside body text, 16 beside a verdict. */
  size?: number
  /** Only where no word stands beside it. */
  label?: string
}

/** ● ▲ ◆ ◇ × ring dotted ring: the shape of a state, drawn, so that it is the same in every font. */
export function Mark({ state, size = 12, label }: MarkProps) {
  return (
    <svg
      className={classNames(styles['mark'], styles[state])}
      width={size}
      height={size}
      viewBox="0 0 12 12"
      fill="none"
      {...(label === undefined ? { 'aria-hidden': true } : { role: 'img', 'aria-label': label })}
    >
      {shapes[state]}
    </svg>
  )
}
