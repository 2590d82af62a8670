import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { usePrinting } from '~/ui/page/printing'
import styles from './charts.module.css'
import { paintsAnew } from './repaint'

/** Pixels for each of the page: as many as the screen has, two at most. */
const densityNow = () => Math.max(1, Math.min(2, window.devicePixelRatio))

/** Colours as the canvas takes them: it cannot name a CSS variable. */
interface CanvasInk {
  /** The eight colours of the palette. */
  series: readonly string[]
  /** What stands back. */
  quiet: string
}

/** What a picture is drawn with. */
export interface CanvasTools extends CanvasInk {
  /** Pixels of the canvas for each of the page. A line of one of them is by far the quickest. */
  density: number
}

export interface CanvasImageProps {
  width: number
  height: number
  /** In px of the page. Memoise it: another function is another picture. */
  draw: (context: CanvasRenderingContext2D, tools: CanvasTools) => void
}

/** Many lines as one canvas inside a chart's SVG; `svgDocument` makes it an image where the chart is exported. */
export function CanvasImage({ width, height, draw }: CanvasImageProps) {
  const ink = useCanvasInk()
  const canvas = useRef<HTMLCanvasElement>(null)
  const printing = usePrinting()
  useLayoutEffect(() => {
    const paint = () => {
      const element = canvas.current
      if (element) paintsAnew(element, (style) => painted({ width, height, draw }, inkOf(style)))
      // Drawn by the processor: some hundred strokes handed to another process take several times as long.
      const context = element?.getContext('2d', { willReadFrequently: true })
      if (!element || !context) return
      // A new size, even the same one, clears it.
      const density = densityNow()
      element.width = width * density
      element.height = height * density
      context.scale(density, density)
      draw(context, { ...ink, density })
    }
    // Paper has no frame to wait for.
    if (printing) return paint()
    // Just before the frame that shows it: what the change asks of a worker is on its way meanwhile.
    const frame = requestAnimationFrame(paint)
    return () => cancelAnimationFrame(frame)
  }, [width, height, draw, ink, printing])
  return (
    <foreignObject data-part="lines" x={0} y={0} width={width} height={height}>
      <canvas ref={canvas} className={styles['canvas']} />
    </foreignObject>
  )
}

/** The colours now; anew when the theme changes. */
function useCanvasInk(): CanvasInk {
  const [ink, setInk] = useState(inkNow)
  useEffect(() => {
    // At once: what is printed has the light theme before the paper is laid out.
    const observer = new MutationObserver(() => flushSync(() => setInk(inkNow())))
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [])
  return ink
}

/** The same lines with other colours, as the address of a picture; null where the browser gives no canvas. */
function painted({ width, height, draw }: CanvasImageProps, ink: CanvasInk): string | null {
  const canvas = document.createElement('canvas')
  const density = 2
  canvas.width = width * density
  canvas.height = height * density
  const context = canvas.getContext('2d')
  if (!context) return null
  context.scale(density, density)
  draw(context, { ...ink, density })
  return canvas.toDataURL('image/png')
}

const inkNow = (): CanvasInk => inkOf(getComputedStyle(document.documentElement))

function inkOf(style: CSSStyleDeclaration): CanvasInk {
  const token = (name: string) => style.getPropertyValue(name).trim() || 'currentColor'
  return {
    series: Array.from({ length: 8 }, (_, k) => token(`--series-${k + 1}`)),
    quiet: token('--unknown'),
  }
}
