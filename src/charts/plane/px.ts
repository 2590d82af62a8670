/** A place in a picture, in px: a hundredth of a pixel is more than a screen shows. */
export function px(value: number): number {
  return Math.round(value * 100) / 100 + 0
}
