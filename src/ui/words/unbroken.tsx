import { unbrokenPieces } from '~/lib/unbroken'
import styles from './unbroken.module.css'

/** Text in which no line breaks beside a sign. */
export function Unbroken({ text }: { text: string }) {
  return unbrokenPieces(text).map((piece, k) =>
    piece.isWhole ? (
      <span key={k} className={styles['together']}>
        {piece.text}
      </span>
    ) : (
      piece.text
    ),
  )
}
