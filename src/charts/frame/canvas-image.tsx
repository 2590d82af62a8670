import { useEffect, useLayoutEffect, useRef, useState } from 'react'
import styles from './charts.module.css'

/** Two pixels for each of the page: sharp on most screens. */
const DENSITY = 2

/** Colours as the canvas takes them: it cannot name a CSS variable. */
export interface CanvasInk {
  /** The eight colours of the palette. */
  series: readonly string[]
  /** What stands back. */
  quiet: string
}

export interface CanvasImageProps {
  width: number
  height: number
  /** In px of the page. Memoise it: another function is another picture. */
  draw: (context: CanvasRenderingContext2D, ink: CanvasInk) => void
}

/** Many lines as one canvas inside a chart's SVG; `svgDocument` makes it an image where the chart is exported. */
export function CanvasImage({ width, height, draw }: CanvasImageProps) {
  const ink = useCanvasInk()
  const canvas = useRef<HTMLCanvasElement>(null)
  useLayoutEffect(() => {
    const element = canvas.current
    const context = element?.getContext('2d')
    if (!element || !context) return
    // A new size, even the same one, clears it.
    element.width = width * DENSITY
    element.height = height * DENSITY
    context.scale(DENSITY, DENSITY)
    draw(context, ink)
  }, [width, height, draw, ink])
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
    const observer = new MutationObserver(() => setInk(inkNow()))
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [])
  return ink
}

function inkNow(): CanvasInk {
  const style = getComputedStyle(document.documentElement)
  const token = (name: string) => style.getPropertyValue(name).trim() || 'currentColor'
  return {
    series: Array.from({ length: 8 }, (_, k) => token(`--series-${k + 1}`)),
    quiet: token('--unknown'),
  }
}
