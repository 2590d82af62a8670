import type { ReactNode } from 'react'

export interface ChartFrameProps {
  title: string
  subtitle: string
  /** Base name of exported files, without extension. */
  fileName: string
  /** Every raw value behind the chart. */
  csv: () => string
  children: ReactNode
}

/** What all charts share: title, summary, actions, and the table behind the picture. */
export function ChartFrame({ title, subtitle, children }: ChartFrameProps) {
  return (
    <figure aria-label={title}>
      <figcaption>
        {title} {subtitle}
      </figcaption>
      {children}
    </figure>
  )
}
