/** A sign between two sides that stays on their line. */
const SIGN = / ([=<>≤≥±÷×−]) /g

/** Text in which no line breaks beside a sign: "p = 0.001", "1 − α", "451 rows × 64". */
export function unbroken(text: string): string {
  return text.replace(SIGN, '\u00A0$1\u00A0')
}
