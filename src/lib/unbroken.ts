/** What stands on both sides of signs, with them: "p = 0.001", "1 − α", "2 000 rows × 4". */
const TOGETHER = /((?:\d[\d\u00A0]* (?=\S+ ×))?\S+(?: [=<>≤≥±÷×−] \S+)+)/

/** Longer ones, of a column with a long name, may break: a narrow page would cut them. */
const LONGEST = 40

export interface UnbrokenPiece {
  text: string
  /** Whether no line breaks in it. */
  isWhole: boolean
}

/**
 * A text in pieces, so that no line breaks beside a sign. Their spaces stay plain ones: what is copied, searched for or
 * read aloud is the text itself.
 */
export function unbrokenPieces(text: string): readonly UnbrokenPiece[] {
  // What the expression caught stands at the odd places.
  return text
    .split(TOGETHER)
    .flatMap((piece, k) =>
      piece === '' ? [] : [{ text: piece, isWhole: k % 2 === 1 && piece.length <= LONGEST }],
    )
}
