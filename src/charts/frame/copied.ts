import { paintedWith } from './repaint'

/** What CSS decides on screen and a file must say itself. */
const COPIED = [
  'fill',
  'fill-opacity',
  'stroke',
  'stroke-width',
  'stroke-dasharray',
  'stroke-linecap',
  'stroke-linejoin',
  'stroke-opacity',
  'opacity',
  'font-family',
  'font-size',
  'font-weight',
  'font-variant-numeric',
  'text-anchor',
  'paint-order',
] as const

/** Gives a copy of a drawing, as its own attributes, what CSS decides on screen. */
export function inlineStyles(from: Element, to: Element) {
  const computed = getComputedStyle(from)
  for (const name of COPIED) {
    const value = computed.getPropertyValue(name)
    if (value !== '') to.setAttribute(name, value)
  }
  to.removeAttribute('class')
  to.removeAttribute('style')
  const children = [...to.children]
  for (const [k, child] of [...from.children].entries()) {
    const twin = children[k]
    if (!twin) continue
    const canvas = child instanceof SVGForeignObjectElement ? child.querySelector('canvas') : null
    if (canvas) twin.replaceWith(imageOf(canvas, child))
    else {
      inlineStyles(child, twin)
      const painted = child instanceof SVGImageElement ? paintedWith(child, getComputedStyle(child)) : null
      if (painted !== null) twin.setAttribute('href', painted)
    }
  }
}

/** What a canvas shows, as an image in its place: other programs know no HTML inside an SVG. */
function imageOf(canvas: HTMLCanvasElement, place: Element): SVGImageElement {
  const image = document.createElementNS('http://www.w3.org/2000/svg', 'image')
  for (const name of ['x', 'y', 'width', 'height']) image.setAttribute(name, place.getAttribute(name) ?? '0')
  image.setAttribute('href', paintedWith(canvas, getComputedStyle(canvas)) ?? canvas.toDataURL('image/png'))
  return image
}

/** Text as it stands between or inside tags of XML and HTML. */
export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
