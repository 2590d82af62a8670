/** What runs, loads, navigates or styles: a sandboxed frame refuses most of it, and each refusal is an error in the console. */
const LEFT_OUT = [
  'script,style,link,meta,base,iframe,frame,object,embed,applet,form,input,button',
  'audio,video,source,track,portal,noscript,template,svg use',
].join(',')

/** Pictures that are inside of the page stay. */
const IMAGE_DATA = /^data:image\/(?:png|jpe?g|gif|webp|avif|bmp);/i

/**
 * A page as it may stand in a sandboxed frame: its words, tables and inlined pictures. Parsed by the browser into a
 * document that runs and loads nothing.
 */
export function harmlessHtml(text: string): string {
  const page = new DOMParser().parseFromString(text, 'text/html')
  for (const element of page.querySelectorAll(LEFT_OUT)) element.remove()
  for (const element of page.querySelectorAll('*')) {
    for (const { name, value } of Array.from(element.attributes)) {
      const isPicture = name === 'src' && element.localName === 'img' && IMAGE_DATA.test(value)
      if (!isPicture && !KEPT.has(name)) element.removeAttribute(name)
    }
  }
  return `<!doctype html><html><body>${page.body.innerHTML}</body></html>`
}

/** Attributes that only say how something is laid out, or what it is called. */
const KEPT = new Set([
  'alt',
  'title',
  'colspan',
  'rowspan',
  'scope',
  'width',
  'height',
  'align',
  'lang',
  'dir',
  'start',
  'viewbox',
  'viewBox',
  'd',
  'x',
  'y',
  'x1',
  'x2',
  'y1',
  'y2',
  'cx',
  'cy',
  'r',
  'points',
  'transform',
  'fill',
  'stroke',
  'stroke-width',
  'text-anchor',
  'font-size',
  'open',
])
