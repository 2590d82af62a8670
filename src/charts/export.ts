/** Files made of charts: CSV of the raw values, SVG and PNG of the picture. */

type Cell = string | number | null

/**
 * RFC 4180. Numbers keep full precision (the shortest text that reads back as the same double);
 * null and NaN are empty. Text is quoted where it must be and never altered: a name that begins
 * with "=" is still that name.
 */
export function csvText(head: readonly string[], rows: Iterable<readonly Cell[]>): string {
  const lines = [head.map(csvCell).join(',')]
  for (const row of rows) lines.push(row.map(csvCell).join(','))
  return `${lines.join('\r\n')}\r\n`
}

function csvCell(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return Number.isNaN(cell) ? '' : String(cell)
  return /[",\r\n]|^\s|\s$/.test(cell) || /^[=+\-@]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell
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
const FONT = 'Inter Variable'

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

export interface Picture {
  markup: string
  width: number
  height: number
}

/**
 * A drawing on the page as a document of its own: computed colours and fonts inlined, title and
 * summary above it, the page's surface behind it.
 */
export function svgDocument(svg: SVGSVGElement, title: string, subtitle: string): Picture {
  const box = svg.getBoundingClientRect()
  const style = getComputedStyle(svg)
  const copy = svg.cloneNode(true) as SVGSVGElement
  inlineStyles(svg, copy)

  const width = Math.ceil(box.width) + 2 * MARGIN
  const lines = wrap(subtitle, width - 2 * MARGIN, 12)
  const head = MARGIN + 20 + lines.length * 16 + 8
  const height = Math.ceil(box.height) + head + MARGIN
  const colour = (name: string) => escapeXml(style.getPropertyValue(name).trim() || 'currentColor')
  const family = escapeXml(style.fontFamily)
  const text = (y: number, size: number, weight: number, fill: string, content: string) =>
    `<text x="${MARGIN}" y="${y}" font-family="${family}" font-size="${size}" font-weight="${weight}" fill="${fill}">${escapeXml(content)}</text>`

  copy.setAttribute('x', String(MARGIN))
  copy.setAttribute('y', String(head))
  copy.removeAttribute('style')
  const markup = [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">`,
    `<title>${escapeXml(title)}</title><desc>${escapeXml(subtitle)}</desc>`,
    `<rect width="${width}" height="${height}" fill="${colour('--surface')}"/>`,
    text(MARGIN + 13, 13, 600, colour('--text-1'), title),
    ...lines.map((line, k) => text(MARGIN + 20 + 12 + k * 16, 12, 400, colour('--text-2'), line)),
    new XMLSerializer().serializeToString(copy),
    '</svg>',
  ].join('\n')
  return { markup, width, height }
}

/** The same at twice the size, with the page's font embedded: an image cannot see the page's fonts. */
export async function pngBlob(picture: Picture): Promise<Blob> {
  const fonts = await embeddedFonts()
  const markup = picture.markup.replace('<title>', `${fonts === '' ? '' : `<style>${fonts}</style>`}<title>`)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(markup)}`
  await image.decode()
  const canvas = document.createElement('canvas')
  canvas.width = picture.width * 2
  canvas.height = picture.height * 2
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gave no canvas to draw the picture on.')
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The browser could not encode the picture.'))),
      'image/png',
    )
  })
}

function inlineStyles(from: Element, to: Element) {
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
    if (twin) inlineStyles(child, twin)
  }
}

/** `@font-face` rules of the page's font with their files inside; '' where they cannot be read. */
async function embeddedFonts(): Promise<string> {
  const rules = [...document.styleSheets].flatMap((sheet) => {
    try {
      return [...sheet.cssRules].flatMap((rule) => {
        if (!(rule instanceof CSSFontFaceRule)) return []
        const family = rule.style.getPropertyValue('font-family').replaceAll(/["']/g, '')
        const range = rule.style.getPropertyValue('unicode-range')
        // Latin and Greek cover our labels; the other subsets would only make the file larger.
        return family === FONT && /U\+0{0,4}-0?0?FF|U\+0?370/i.test(range) ? [{ rule, sheet }] : []
      })
    } catch {
      // A style sheet of another origin (a browser extension's) may not be read.
      return []
    }
  })
  const faces = await Promise.all(
    rules.map(async ({ rule, sheet }) => {
      const source = /url\((["']?)(.+?)\1\)/.exec(rule.style.getPropertyValue('src'))?.[2]
      if (source === undefined) return ''
      try {
        const answer = await fetch(new URL(source, sheet.href ?? document.baseURI))
        const bytes = new Uint8Array(await answer.arrayBuffer())
        let binary = ''
        for (let i = 0; i < bytes.length; i += 8192)
          binary += String.fromCharCode(...bytes.subarray(i, i + 8192))
        const range = rule.style.getPropertyValue('unicode-range')
        return `@font-face{font-family:"${FONT}";font-weight:100 900;unicode-range:${range};src:url(data:font/woff2;base64,${btoa(binary)})}`
      } catch {
        return ''
      }
    }),
  )
  return faces.join('')
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

export function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
