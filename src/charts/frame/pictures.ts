import { embeddedFonts } from './fonts'
import { type Picture, svgDocument } from './export'
import type { ChartFiles } from './chart-files'
import { keysOf } from './legend'

export type FileTheme = 'light' | 'dark'

/** A chart on the page. */
interface Framed {
  title: string
  subtitle: string
  files: ChartFiles | null
  /** Shows the picture where the table is shown. @returns how to go back */
  showPicture: () => () => void
}

const frames = new Map<HTMLElement, () => Framed>()

/** Says that this figure is a chart, so that a report of the page finds it. @returns what takes it away again */
export function registerChart(figure: HTMLElement, framed: () => Framed): () => void {
  frames.set(figure, framed)
  return () => void frames.delete(figure)
}

/** A chart as a report shows it. */
interface DrawnChart {
  title: string
  subtitle: string
  markup: string
  /** In px. */
  width: number
}

/**
 * Every chart inside an element, for a report: in the order of the page, in light colours, without title and summary,
 * which stand beside it; and the fonts of their words, with the files inside.
 * A chart that cannot be drawn (its code does not come) is left out.
 */
export async function chartsForReport(root: Element): Promise<{ charts: DrawnChart[]; fonts: string }> {
  const charts: DrawnChart[] = []
  for (const figure of root.querySelectorAll<HTMLElement>('figure')) {
    const framed = frames.get(figure)?.()
    const picture = await pictureOf(figure, 'light', true)
    if (framed && picture)
      charts.push({
        title: framed.title,
        subtitle: framed.subtitle,
        markup: picture.markup,
        width: picture.width,
      })
  }
  return {
    charts,
    fonts: await embeddedFonts(
      `Inter Variable Geist Mono Variable ${charts.map(({ markup }) => markup).join('')}`,
    ),
  }
}

/**
 * A chart as a picture in the colours of a theme, whatever the page has; null where it shows none.
 * @param bare without title and summary
 */
export async function pictureOf(
  figure: HTMLElement,
  theme: FileTheme,
  bare = false,
): Promise<Picture | null> {
  const framed = frames.get(figure)?.()
  if (!framed) return null
  const back = framed.showPicture()
  try {
    const svg = await drawnIn(figure)
    if (!svg) return null
    return inTheme(figure, theme, () =>
      svgDocument(svg, framed.title, framed.subtitle, {
        keys: keysOf(figure),
        bare,
        ...(framed.files === null || bare ? {} : { source: framed.files.source }),
      }),
    )
  } finally {
    back()
  }
}

/** The same picture with the fonts of its words inside: it looks alike where these are not installed. */
export async function withFonts({ markup, ...size }: Picture): Promise<Picture> {
  const fonts = await embeddedFonts(markup)
  const at = markup.indexOf('>') + 1
  return { ...size, markup: `${markup.slice(0, at)}\n<style>${fonts}</style>${markup.slice(at)}` }
}

const PICTURE = '[data-picture] [role=slider] svg, [data-picture] svg[role=img]'

/** The drawing, which may come a moment after its frame: a second at most is waited for it. */
async function drawnIn(figure: HTMLElement): Promise<SVGSVGElement | null> {
  for (let attempt = 0; attempt < 20; attempt++) {
    const svg = figure.querySelector<SVGSVGElement>(PICTURE)
    if (svg && svg.childElementCount > 0) return svg
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  return null
}

/** Computes with the tokens of a theme. Nothing is painted in between, so that nothing is seen of it. */
function inTheme<T>(figure: HTMLElement, theme: FileTheme, make: () => T): T {
  const { color } = figure.style
  figure.setAttribute('data-theme', theme)
  figure.style.color = 'var(--text-1)'
  try {
    return make()
  } finally {
    figure.removeAttribute('data-theme')
    figure.style.color = color
  }
}
