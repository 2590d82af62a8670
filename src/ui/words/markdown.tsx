import { late } from '../states/late'
import styles from './markdown.module.css'

const { Late: Body } = late(() => import('./markdown-body'))

/** The longest text that is formatted, in characters; what is longer is shown as it is. */
const MAX_FORMATTED = 200_000

/** Text that people wrote in Markdown (GitHub's), as they meant it; hostile text stays text. */
export function MarkdownText({ text }: { text: string }) {
  if (text.length > MAX_FORMATTED) return <pre className={styles['plain']}>{text}</pre>
  return <Body text={text} />
}
