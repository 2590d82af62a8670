import { formatCount } from '~/lib/format'
import { late } from '../states/late'
import styles from './markdown.module.css'

const { Late: Body } = late(() => import('./markdown-body'))

/** The longest text that is formatted, in characters: dense text takes a second then, hostile text (lists in lists) two. */
const MAX_FORMATTED = 50_000

/** Text that people wrote in Markdown (GitHub's), as they meant it; hostile text stays text. */
export function MarkdownText({ text }: { text: string }) {
  if (text.length > MAX_FORMATTED)
    return (
      <>
        <p>Longer than {formatCount(MAX_FORMATTED)} characters: shown as it was written.</p>
        <pre className={styles['plain']}>{text}</pre>
      </>
    )
  return <Body text={text} />
}
