import type { ReactNode } from 'react'
import styles from './skeleton.module.css'

export interface SkeletonProps {
  /** CSS lengths of what will stand here, so that nothing moves when it comes. */
  width?: string
  height?: string
}

/** A grey bar in the place and size of what is loading. */
export function Skeleton({ width = '100%', height = '12px' }: SkeletonProps) {
  return <span className={styles['bar']} style={{ width, height }} aria-hidden />
}

/** Wraps skeletons: says to a screen reader, once, what is loading. */
export function Loading({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div role="status" aria-label={label} aria-busy>
      {children}
    </div>
  )
}
