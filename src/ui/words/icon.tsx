import type { ComponentType, SVGProps } from 'react'

/** A Lucide icon by itself: `import Play from 'lucide-react/icons/play'`. */
export type IconType = ComponentType<SVGProps<SVGSVGElement> & { size?: number | string }>

export interface IconProps {
  of: IconType
  /** In px. */
  size?: number
  className?: string
}

/** An icon beside its word, so a screen reader need not hear of it. */
export function Icon({ of: Glyph, size = 16, className }: IconProps) {
  return (
    <Glyph
      size={size}
      strokeWidth={1.5}
      aria-hidden
      focusable={false}
      {...(className === undefined ? {} : { className })}
    />
  )
}
