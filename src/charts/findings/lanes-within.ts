/** Fewer say too little, however small the window is. */
const LEAST = 4

/**
 * How many bars stand one below the other in a picture.
 * @param tall height that the picture has, in px; null: as much as it takes
 * @param rest what it takes beside its bars, in px
 * @param lane height of one bar's lane, in px
 * @param most so many at most, however high the picture is
 */
export function lanesWithin(
  tall: number | null,
  { rest, lane, most }: { rest: number; lane: number; most: number },
): number {
  if (tall === null) return most
  return Math.min(most, Math.max(LEAST, Math.floor((tall - rest) / lane)))
}
