/** Around the origin, all of about one area: circle, square, triangle, diamond. */
const SYMBOLS = [
  'M4,0A4,4 0 1 1 -4,0A4,4 0 1 1 4,0Z',
  'M-3.6,-3.6H3.6V3.6H-3.6Z',
  'M0,-5L4.8,3.6H-4.8Z',
  'M0,-5L5,0L0,5L-5,0Z',
] as const

/** SVG path data of a symbol around the origin; they come again after four. */
export const symbolPath = (symbol: number): string => SYMBOLS[symbol % SYMBOLS.length]!
