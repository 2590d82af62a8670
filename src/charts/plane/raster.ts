/** Pictures of many small cells, pixel by pixel: pure, so that they are tested without a canvas. */

/** Red, green, blue of 0 … 255. */
export type Rgb = readonly [number, number, number]

/**
 * RGBA pixels, row by row from the top. `valueAt` gives 0 … 1 for the pixel in column px and row py, or NaN for none,
 * which stays transparent. Colours between those of the palette are mixed.
 */
export function raster(
  width: number,
  height: number,
  valueAt: (px: number, py: number) => number,
  palette: readonly Rgb[],
): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(width * height * 4)
  const last = palette.length - 1
  for (let py = 0, at = 0; py < height; py++)
    for (let px = 0; px < width; px++, at += 4) {
      const value = valueAt(px, py)
      if (Number.isNaN(value)) continue
      const place = Math.max(0, Math.min(1, value)) * last
      const k = Math.min(last - 1, Math.floor(place))
      const rest = place - k
      const low = palette[k]!
      const high = palette[k + 1]!
      for (let c = 0; c < 3; c++) pixels[at + c] = low[c]! + (high[c]! - low[c]!) * rest
      pixels[at + 3] = 255
    }
  return pixels
}

/** "rgb(20, 30, 40)" or "#141e28", as a browser computes a colour; black for anything else. */
export function rgbOf(colour: string): Rgb {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(colour.trim())
  if (hex) return [Number.parseInt(hex[1]!, 16), Number.parseInt(hex[2]!, 16), Number.parseInt(hex[3]!, 16)]
  const [r = 0, g = 0, b = 0] = (colour.match(/[\d.]+/g) ?? []).map(Number)
  return [r, g, b]
}

interface RunLengths {
  /** Where on the axis each column begins, ascending. */
  columnStarts: Float64Array
  /** Rows of cells. */
  cells: number
  values: Float32Array
}

/**
 * What stands under a pixel of a run-length picture: the largest value of the columns that share the pixel, so that a
 * thin ridge does not vanish between pixels. Run lengths grow upwards.
 */
export function runLengthAt(
  { columnStarts, cells, values }: RunLengths,
  domain: readonly [number, number],
  end: number,
  width: number,
  height: number,
): (px: number, py: number) => number {
  const axisAt = (px: number): number => domain[0] + (px / width) * (domain[1] - domain[0])
  // The columns under each pixel column, found once for all its pixels.
  const under = Array.from({ length: width }, (_, px): [number, number] => {
    const from = axisAt(px)
    const to = axisAt(px + 1)
    if (columnStarts.length === 0 || to <= columnStarts[0]! || from > end) return [0, -1]
    return [Math.max(0, columnAt(columnStarts, from)), Math.max(0, columnAt(columnStarts, to - 1e-9))]
  })
  return (px, py) => {
    const [first, last] = under[px]!
    if (last < first) return Number.NaN
    const cell = Math.min(cells - 1, Math.floor(((height - 1 - py + 0.5) / height) * cells))
    let largest = 0
    for (let k = first; k <= last; k++) largest = Math.max(largest, values[k * cells + cell]!)
    return largest
  }
}

/** Index of the last column that begins at or before a place; −1 before the first. */
function columnAt(starts: Float64Array, at: number): number {
  let low = 0
  let high = starts.length
  while (low < high) {
    const middle = (low + high) >>> 1
    if (starts[middle]! > at) high = middle
    else low = middle + 1
  }
  return low - 1
}
