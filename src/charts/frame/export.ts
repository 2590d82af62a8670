import { csvCell } from '~/lib/csv'
import { escapeXml, inlineStyles } from './copied'
import { drawLegend, type Key } from './legend'

/** Files made of charts: CSV of the raw values and SVG of the picture; `png.ts` makes a PNG of it. */

type Cell = string | number | null

/**
 * RFC 4180. Numbers keep full precision (the shortest text that reads back as the same double);
 * null and NaN are empty. Text is as in every CSV of ours: quotes alone would not keep a spreadsheet from running it.
 */
export function csvText(head: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [head.map(cellText).join(',')]
  for (const row of rows) lines.push(row.map(cellText).join(','))
  return `${lines.join('\r\n')}\r\n`
}

function cellText(cell: Cell): string {
  if (cell === null) return ''
  return typeof cell === 'string' ? csvCell(cell) : Number.isNaN(cell) ? '' : String(cell)
}

/** Hands a file to the person. */
export function saveFile(name: string, content: string | Blob, type = 'text/plain') {
  const blob = typeof content === 'string' ? new Blob([content], { type: `${type};charset=utf-8` }) : content
  const url = URL.createObjectURL(blob)
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  // The browser has taken hold of the blob once the click is handled; a minute is ample for slow disks.
  setTimeout(() => URL.revokeObjectURL(url), 60_000)
}

const MARGIN = 16

export interface Picture {
  markup: string
  width: number
  height: number
}

export interface PictureOptions {
  /** What the lines and colours mean, printed under the drawing: `keysOf(figure)`. */
  keys?: readonly Key[]
  /** Printed last: which data it is made of. */
  source?: string
  /** Without title and summary: for a page that has them beside it. */
  bare?: boolean
}

/**
 * A drawing on the page as a document of its own: computed colours and fonts inlined, title and
 * summary above it, legend and data below, the page's surface behind it.
 */
export function svgDocument(
  svg: SVGSVGElement,
  title: string,
  subtitle: string,
  { keys = [], source = '', bare = false }: PictureOptions = {},
): Picture {
  const box = svg.getBoundingClientRect()
  const style = getComputedStyle(svg)
  const copy = svg.cloneNode(true) as SVGSVGElement
  inlineStyles(svg, copy)

  const margin = bare ? 0 : MARGIN
  const width = Math.ceil(box.width) + 2 * margin
  const lines = bare ? [] : wrap(subtitle, width - 2 * margin, 12)
  const head = bare ? 0 : margin + 20 + lines.length * 16 + 8
  const colour = (name: string) => escapeXml(style.getPropertyValue(name).trim() || 'currentColor')
  const family = escapeXml(style.fontFamily)
  const text = (y: number, size: number, weight: number, fill: string, content: string) =>
    `<text x="${margin}" y="${y}" font-family="${family}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escapeXml(content)}</text>`
  const legend = drawLegend(keys, {
    x: margin,
    y: head + Math.ceil(box.height) + 8,
    width: width - 2 * margin,
    family: style.fontFamily,
    colour: style.getPropertyValue('--text-2').trim() || 'currentColor',
  })
  const sources = source === '' ? [] : wrap(source, width - 2 * margin, 11)
  const below = legend.bottom + (sources.length > 0 ? 8 + sources.length * 15 : 0)
  const height = Math.ceil(Math.max(below, head + box.height)) + margin

  copy.setAttribute('x', String(margin))
  copy.setAttribute('y', String(head))
  copy.removeAttribute('style')
  const markup = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}"${bare ? ' aria-hidden="true"' : ''}>`,
    bare
      ? ''
      : `<title>${escapeXml(title)}</title><desc>${escapeXml([subtitle, source].filter(Boolean).join(' '))}</desc>`,
    `<rect width="${width}" height="${height}" fill="${colour('--surface')}"/>`,
    bare ? '' : text(margin + 13, 13, 600, colour('--text-1'), title),
    ...lines.map((line, k) => text(margin + 20 + 12 + k * 16, 12, 400, colour('--text-2'), line)),
    new XMLSerializer().serializeToString(copy),
    legend.markup,
    ...sources.map((line, k) => text(legend.bottom + 19 + k * 15, 11, 400, colour('--text-3'), line)),
    '</svg>',
  ]
  return { markup: markup.filter(Boolean).join('\n'), width, height }
}

/** Greedy line breaking by an estimate of the width, a little too early rather than too late. */
function wrap(text: string, width: number, size: number): string[] {
  const most = Math.max(16, Math.floor(width / (size * 0.54)))
  const lines: string[] = []
  for (const word of text.split(/\s+/).filter(Boolean)) {
    const last = lines[lines.length - 1]
    if (last !== undefined && last.length + 1 + word.length <= most)
      lines[lines.length - 1] = `${last} ${word}`
    else lines.push(word)
  }
  return lines
}
