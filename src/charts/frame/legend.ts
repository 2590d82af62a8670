import { escapeXml, inlineStyles } from './copied'

/** One entry of a legend: its mark, as SVG with all colours in it, and its words. */
export interface Key {
  mark: { markup: string; width: number; height: number } | null
  text: string
}

const GAP = 16
const LINE = 18
const SIZE = 11

/**
 * What the legends of a chart say: each child of an element with `data-legend` is an entry, its mark the `svg` or the
 * patch of colour in it. An entry that is switched off is left out, as its line is.
 */
export function keysOf(figure: Element): Key[] {
  return [...figure.querySelectorAll('[data-legend] > *')].flatMap((entry): Key[] => {
    const text = entry.textContent.trim()
    if (text === '' || entry.getAttribute('aria-pressed') === 'false') return []
    return [{ mark: markOf(entry), text }]
  })
}

function markOf(entry: Element): Key['mark'] {
  const svg = entry.querySelector('svg')
  if (svg) {
    const { width, height } = svg.getBoundingClientRect()
    const copy = svg.cloneNode(true) as SVGSVGElement
    inlineStyles(svg, copy)
    return { markup: new XMLSerializer().serializeToString(copy), width, height }
  }
  const patch = entry.querySelector('[aria-hidden]')
  if (!patch) return null
  const { width, height } = patch.getBoundingClientRect()
  const { backgroundColor, opacity } = getComputedStyle(patch)
  const fill = escapeXml(backgroundColor)
  return {
    markup: `<svg width="${width}" height="${height}"><rect width="${width}" height="${height}" rx="2" fill="${fill}" fill-opacity="${opacity}"/></svg>`,
    width,
    height,
  }
}

interface Place {
  x: number
  y: number
  width: number
  family: string
  colour: string
}

/** The entries in lines under one another, from `y` on. @returns `bottom`: where what follows may begin. */
export function drawLegend(keys: readonly Key[], place: Place): { markup: string; bottom: number } {
  if (keys.length === 0) return { markup: '', bottom: place.y - 8 }
  const measure = measurer(place.family)
  const parts: string[] = []
  let x = place.x
  let y = place.y
  for (const { mark, text } of keys) {
    const markWidth = mark ? mark.width + 6 : 0
    const width = markWidth + measure(text)
    if (x > place.x && x + width > place.x + place.width) {
      x = place.x
      y += LINE
    }
    // The mark is an SVG of its own: a group puts it into its place.
    if (mark) parts.push(`<g transform="translate(${x} ${y + (LINE - mark.height) / 2})">${mark.markup}</g>`)
    parts.push(
      `<text x="${x + markWidth}" y="${y + 13}" font-family="${escapeXml(place.family)}" font-size="${SIZE}" fill="${escapeXml(place.colour)}">${escapeXml(text)}</text>`,
    )
    x += width + GAP
  }
  return { markup: parts.join('\n'), bottom: y + LINE }
}

function measurer(family: string): (text: string) => number {
  const context = document.createElement('canvas').getContext('2d')
  if (!context) return (text) => text.length * SIZE * 0.56
  context.font = `${SIZE}px ${family}`
  return (text) => context.measureText(text).width
}
