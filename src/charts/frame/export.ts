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

/**
 * The same at twice the size. The lines are drawn from the SVG, the words by the canvas: an image
 * cannot see the page's fonts, and fonts embedded in it may load after it is drawn.
 */
export async function pngBlob(picture: Picture): Promise<Blob> {
  const scale = 2
  const canvas = document.createElement('canvas')
  canvas.width = picture.width * scale
  canvas.height = picture.height * scale
  const context = canvas.getContext('2d')
  if (!context) throw new Error('This browser gave no canvas to draw the picture on.')
  const { words, wordless } = takeWords(picture.markup)
  const image = new Image()
  image.src = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(wordless)}`
  await image.decode()
  context.drawImage(image, 0, 0, canvas.width, canvas.height)
  context.scale(scale, scale)
  for (const word of words) {
    context.font = word.font
    if (word.rim !== null) {
      context.lineJoin = 'round'
      context.lineWidth = 3
      context.strokeStyle = word.rim
      context.strokeText(word.text, word.x, word.y)
    }
    context.fillStyle = word.fill
    context.fillText(word.text, word.x, word.y)
  }
  return new Promise((resolve, reject) => {
    canvas.toBlob(
      (blob) => (blob ? resolve(blob) : reject(new Error('The browser could not encode the picture.'))),
      'image/png',
    )
  })
}

interface Word {
  text: string
  x: number
  y: number
  font: string
  fill: string
  rim: string | null
}

/** Where the browser puts each run of text of an SVG document, and the document without its text. */
function takeWords(markup: string): { words: Word[]; wordless: string } {
  const host = document.createElement('div')
  host.setAttribute('aria-hidden', 'true')
  Object.assign(host.style, { position: 'fixed', left: '-100000px', top: '0' })
  const parsed = new DOMParser().parseFromString(markup, 'image/svg+xml').documentElement
  const root = document.importNode(parsed, true)
  if (!(root instanceof SVGSVGElement)) throw new Error('The picture is not an SVG.')
  host.append(root)
  document.body.append(host)
  try {
    const origin = root.getBoundingClientRect()
    const words: Word[] = []
    for (const element of root.querySelectorAll('text')) {
      const walker = document.createTreeWalker(element, NodeFilter.SHOW_TEXT)
      const matrix = element.getScreenCTM()
      let at = 0
      for (let node = walker.nextNode(); node !== null; node = walker.nextNode()) {
        const text = node.textContent ?? ''
        const style = getComputedStyle(node.parentElement ?? element)
        if (matrix && at < element.getNumberOfChars() && text.trim() !== '') {
          const start = element.getStartPositionOfChar(at).matrixTransform(matrix)
          words.push({
            text,
            x: start.x - origin.left,
            y: start.y - origin.top,
            font: `${style.fontWeight} ${style.fontSize} ${style.fontFamily}`,
            fill: style.fill,
            rim: style.stroke === 'none' ? null : style.stroke,
          })
        }
        at += text.length
      }
    }
    for (const element of root.querySelectorAll('text')) element.remove()
    return { words, wordless: new XMLSerializer().serializeToString(root) }
  } finally {
    host.remove()
  }
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
    if (!twin) continue
    const canvas = child instanceof SVGForeignObjectElement ? child.querySelector('canvas') : null
    if (canvas) twin.replaceWith(imageOf(canvas, child))
    else inlineStyles(child, twin)
  }
}

/** What a canvas shows, as an image in its place: other programs know no HTML inside an SVG. */
function imageOf(canvas: HTMLCanvasElement, place: Element): SVGImageElement {
  const image = document.createElementNS('http://www.w3.org/2000/svg', 'image')
  for (const name of ['x', 'y', 'width', 'height']) image.setAttribute(name, place.getAttribute(name) ?? '0')
  image.setAttribute('href', canvas.toDataURL('image/png'))
  return image
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

function escapeXml(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
}
