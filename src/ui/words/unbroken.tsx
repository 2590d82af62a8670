import styles from './unbroken.module.css'

/** What stands on both sides of signs, with them: "p = 0.001", "1 − α", "2 000 rows × 4". */
const TOGETHER = /((?:\d[\d\u00A0]* (?=\S+ ×))?\S+(?: [=<>≤≥±÷×−] \S+)+)/

/**
 * Text in which no line breaks beside a sign. Its spaces stay plain ones, so that what is copied, searched for or read
 * aloud is the text itself.
 */
export function Unbroken({ text }: { text: string }) {
  return text.split(TOGETHER).map((part, k) =>
    // What the expression caught stands at the odd places.
    k % 2 === 0 ? (
      part
    ) : (
      <span key={k} className={styles['together']}>
        {part}
      </span>
    ),
  )
}
