/** What a raster looks like with the colours of another theme: the address of its picture. */
type Painter = (style: CSSStyleDeclaration) => string | null

const painters = new WeakMap<Element, Painter>()

/**
 * Pixels cannot follow a CSS variable: whoever draws some says here how they look with the tokens of another theme, and
 * a file in that theme holds these.
 */
export function paintsAnew(element: Element, painter: Painter): void {
  painters.set(element, painter)
}

/** The picture of a raster with the tokens of this style; null where it has only the one that is on the screen. */
export function paintedWith(element: Element, style: CSSStyleDeclaration): string | null {
  return painters.get(element)?.(style) ?? null
}
