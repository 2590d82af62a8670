import type { AnchorHTMLAttributes, Ref } from 'react'
import { type ButtonVariant, buttonClass } from './button'
import { Icon, type IconType } from '../words/icon'

type Native = Omit<AnchorHTMLAttributes<HTMLAnchorElement>, 'className' | 'style' | 'href'>

export interface LinkButtonProps extends Native {
  /** Where it leads. Inside the app: made by `linkTo`. */
  href: string
  variant?: ButtonVariant
  size?: 32 | 28
  icon?: IconType
  wide?: boolean
  ref?: Ref<HTMLAnchorElement>
}

/** A link that looks like a button: it goes somewhere (or downloads) and changes nothing. */
export function LinkButton({
  href,
  variant = 'secondary',
  size = 32,
  icon,
  wide = false,
  children,
  ...native
}: LinkButtonProps) {
  return (
    <a {...native} href={href} className={buttonClass(variant, size, wide)}>
      {icon ? <Icon of={icon} /> : null}
      {children}
    </a>
  )
}
