import { useEffect, useMemo, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { type Rgb, raster, rgbOf } from '../plane/raster'
import { paintsAnew } from './repaint'

/** Eight steps from nothing to all, and seven from one side over the middle to the other (tokens of `ui/theme/tokens.css`). */
const PALETTES = {
  sequential: Array.from({ length: 8 }, (_, k) => `--sequential-${k}`),
  diverging: ['n3', 'n2', 'n1', '0', 'p1', 'p2', 'p3'].map((k) => `--diverging-${k}`),
} as const
export type PaletteName = keyof typeof PALETTES

/** The palette's colours now; anew when the theme changes. Pixels cannot name a CSS variable. */
function usePalette(name: PaletteName): readonly Rgb[] {
  const [palette, setPalette] = useState(() => coloursOf(name))
  useEffect(() => {
    // At once: what is printed has the light theme before the paper is laid out.
    const observer = new MutationObserver(() => flushSync(() => setPalette(coloursOf(name))))
    observer.observe(document.documentElement, { attributes: true, attributeFilter: ['data-theme'] })
    return () => observer.disconnect()
  }, [name])
  return palette
}

function coloursOf(name: PaletteName, style = getComputedStyle(document.documentElement)): readonly Rgb[] {
  return PALETTES[name].map((token) => rgbOf(style.getPropertyValue(token)))
}

interface RasterImageProps {
  x: number
  y: number
  width: number
  height: number
  /** Size of the raster, in cells; as many as pixels unless given. */
  columns?: number
  rows?: number
  palette: PaletteName
  /** 0 … 1, NaN for none; kept as long as nothing changes, since the pixels are made anew with it. */
  valueAt: (px: number, py: number) => number
}

/** A canvas inside a chart's SVG, as an image, so that it is exported with it. */
export function RasterImage(props: RasterImageProps) {
  const { x, y, width, height, columns = width, rows = height, valueAt } = props
  const palette = usePalette(props.palette)
  const url = useMemo(
    () => (columns > 0 && rows > 0 ? drawn(columns, rows, valueAt, palette) : null),
    [columns, rows, valueAt, palette],
  )
  const image = useRef<SVGImageElement>(null)
  useEffect(() => {
    if (image.current)
      paintsAnew(image.current, (style) => drawn(columns, rows, valueAt, coloursOf(props.palette, style)))
  })
  if (url === null) return null
  return (
    <image
      ref={image}
      href={url}
      x={x}
      y={y}
      width={width}
      height={height}
      preserveAspectRatio="none"
      style={{ imageRendering: 'pixelated' }}
    />
  )
}

function drawn(
  columns: number,
  rows: number,
  valueAt: RasterImageProps['valueAt'],
  palette: readonly Rgb[],
): string | null {
  const canvas = document.createElement('canvas')
  canvas.width = columns
  canvas.height = rows
  const context = canvas.getContext('2d')
  if (!context) return null
  context.putImageData(new ImageData(raster(columns, rows, valueAt, palette), columns, rows), 0, 0)
  return canvas.toDataURL('image/png')
}

interface RampProps {
  x: number
  y: number
  width: number
  palette: PaletteName
}

/** The palette from left to right: what its colours mean stands beside it. */
export function Ramp({ x, y, width, palette }: RampProps) {
  return (
    <RasterImage
      x={x}
      y={y}
      width={width}
      height={8}
      columns={64}
      rows={1}
      palette={palette}
      valueAt={along}
    />
  )
}

const along = (px: number): number => px / 63
