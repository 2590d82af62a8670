import type { ReactNode } from 'react'
import type { GridKind } from './grid-column'

/** At most so wide are characters of our text, in px; what is not among them may be as wide as any letter. */
const WIDTHS = new Map(
  Object.entries({
    " .,:;|!'\u2009\u202f": 4.5,
    'abcdefghijklnopqrstuvxyz0123456789-_/()+=~\u2013\u2212': 8.5,
    ABCDEFGHIJKLNOPQRSTUVXYZ: 10.5,
  }).flatMap(([letters, width]) => Array.from(letters, (letter) => [letter, width] as const)),
)
const WIDEST = 14
/** Of the letters of a code, in px. */
const CODE = 7.5
/** Letters beyond these may be wider, or stand for several. */
const KNOWN = /^[\u0020-\u024f\u2009\u2013\u202f\u2212\u2026]*$/u

/**
 * Whether what a cell shows is narrower than it, whatever its letters are. A cell that does not have to cut its text
 * needs no clip of its own, and hundreds of clips are what painting a scroll costs most for.
 * @param room in px
 */
export function surelyFits(content: ReactNode, kind: GridKind, room: number): boolean {
  if (typeof content !== 'string' || !KNOWN.test(content)) return false
  if (kind === 'code') return content.length * CODE <= room
  let width = 0
  for (let at = 0; at < content.length && width <= room; at++)
    width += WIDTHS.get(content.charAt(at)) ?? WIDEST
  return width <= room
}
