import type { Picture } from './export'

/**
 * A picture at twice its size, as a PNG. The lines are drawn from the SVG, the words by the canvas: an image
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
