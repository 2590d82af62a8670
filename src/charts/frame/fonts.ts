/** A font of the page that a file may carry. */
interface Face {
  family: string
  weight: string
  url: string
  format: string
  /** First and last code point of each range that it covers. */
  ranges: readonly (readonly [number, number])[]
}

const files = new Map<string, Promise<string | null>>()

/**
 * The fonts of the page as `@font-face` rules with their files inside: those families, and of each only what covers the
 * text. A file that cannot be fetched is left out: what is read then falls back to the stack that the text names.
 * @param markup SVG or HTML as it will be saved; its `font-family` says which families
 */
export async function embeddedFonts(markup: string): Promise<string> {
  const points = new Set(Array.from(markup, (character) => character.codePointAt(0) ?? 0))
  const needed = facesOfPage().filter(
    ({ family, ranges }) =>
      markup.includes(family) &&
      [...points].some((point) => ranges.some(([a, b]) => point >= a && point <= b)),
  )
  const rules = await Promise.all(
    needed.map(async ({ family, weight, url, format, ranges }) => {
      const data = await fileAsData(url)
      if (data === null) return ''
      const range = ranges.map(([a, b]) => `U+${a.toString(16)}-${b.toString(16)}`).join(',')
      return `@font-face{font-family:'${family}';font-weight:${weight};src:url(${data}) ${format};unicode-range:${range}}`
    }),
  )
  return rules.filter(Boolean).join('\n')
}

function facesOfPage(): Face[] {
  return [...document.styleSheets].flatMap((sheet) => rulesOf(sheet).flatMap((rule) => faceOf(rule, sheet)))
}

/** A sheet of another origin does not show its rules; it has none of our fonts. */
function rulesOf(sheet: CSSStyleSheet): CSSRule[] {
  try {
    return [...sheet.cssRules]
  } catch {
    return []
  }
}

function faceOf(rule: CSSRule, sheet: CSSStyleSheet): Face[] {
  if (!(rule instanceof CSSFontFaceRule)) return []
  const { style } = rule
  const source = /url\(["']?([^"')]+)["']?\)\s*(format\([^)]*\))?/.exec(style.getPropertyValue('src'))
  if (!source) return []
  const [, url = '', format = ''] = source
  return [
    {
      family: style.getPropertyValue('font-family').replaceAll(/["']/g, ''),
      weight: style.getPropertyValue('font-weight') || 'normal',
      url: new URL(url, sheet.href ?? document.baseURI).href,
      format,
      ranges: rangesOf(style.getPropertyValue('unicode-range')),
    },
  ]
}

/** "U+0-FF, U+131" → [0, 255], [305, 305]; no range covers everything. */
function rangesOf(text: string): [number, number][] {
  const ranges = [...text.matchAll(/U\+([0-9a-f]+)(?:-([0-9a-f]+))?/gi)].map(
    ([, first = '0', last = first]): [number, number] => [
      Number.parseInt(first, 16),
      Number.parseInt(last, 16),
    ],
  )
  return ranges.length === 0 ? [[0, 0x10ffff]] : ranges
}

function fileAsData(url: string): Promise<string | null> {
  const known = files.get(url)
  if (known) return known
  const read = readAsData(url).catch(() => {
    // Another try, the next time.
    files.delete(url)
    return null
  })
  files.set(url, read)
  return read
}

async function readAsData(url: string): Promise<string | null> {
  const response = await fetch(url)
  if (!response.ok) return null
  const bytes = new Uint8Array(await response.arrayBuffer())
  let text = ''
  // So many arguments at a time, and not more.
  for (let i = 0; i < bytes.length; i += 8192) text += String.fromCharCode(...bytes.subarray(i, i + 8192))
  return `data:font/woff2;base64,${btoa(text)}`
}
