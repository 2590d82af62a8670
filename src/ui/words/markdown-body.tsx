import Markdown, { type Components } from 'react-markdown'
import remarkGfm from 'remark-gfm'
import styles from './markdown.module.css'

/**
 * What a text may turn into. HTML inside it is shown as it was written; a picture from elsewhere would tell its server
 * who reads, and is a link instead; headings begin below those of the page.
 */
const PARTS: Components = {
  h1: 'h3',
  h2: 'h4',
  h3: 'h5',
  h4: 'h6',
  h5: 'h6',
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer nofollow">
      {children}
    </a>
  ),
  img: ({ src, alt }) =>
    typeof src === 'string' ? (
      <a href={src} target="_blank" rel="noopener noreferrer nofollow">
        {alt === undefined || alt === '' ? src : alt}
      </a>
    ) : (
      <span>{alt}</span>
    ),
  table: ({ children }) => (
    // A wide table scrolls by itself, never the page.
    <div className={styles['scroll']} tabIndex={0} role="group" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
  pre: ({ children }) => (
    <pre tabIndex={0} role="group" aria-label="Code">
      {children}
    </pre>
  ),
}

const PLUGINS = [remarkGfm]

export default function MarkdownBody({ text }: { text: string }) {
  return (
    <div className={styles['markdown']}>
      <Markdown remarkPlugins={PLUGINS} components={PARTS}>
        {text}
      </Markdown>
    </div>
  )
}
