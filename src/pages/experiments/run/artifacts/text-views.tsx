import { useMemo } from 'react'
import { formatCount } from '~/lib/format'
import { MarkdownText } from '~/ui/words/markdown'
import { harmlessHtml } from './harmless-html'
import styles from './artifacts.module.css'

/** Lines beyond these are not drawn: the download has them. */
const MAX_LINES = 20_000

/** Plain text and code, with numbered lines. */
export function TextView({ text, label }: { text: string; label: string }) {
  const lines = useMemo(() => text.split('\n', MAX_LINES + 1), [text])
  const shown = lines.slice(0, MAX_LINES)
  return (
    <>
      {/* Scrolls: with the keys too. */}
      <div className={styles['code']} tabIndex={0} role="region" aria-label={label}>
        <pre className={styles['numbers']} aria-hidden>
          {shown.map((_, i) => i + 1).join('\n')}
        </pre>
        <pre className={styles['lines']}>{shown.join('\n')}</pre>
      </div>
      {lines.length > MAX_LINES ? (
        <p className={styles['note']}>
          The first {formatCount(MAX_LINES)} lines. Download the file to see all of it.
        </p>
      ) : null}
    </>
  )
}

export function MarkdownView({ text }: { text: string }) {
  return (
    <div className={styles['page']}>
      <MarkdownText text={text} />
    </div>
  )
}

/**
 * A web page in a frame that may do nothing: no scripts, no forms, no requests, not this page's origin. What it would
 * load or run is taken out before.
 */
export function HtmlView({ text, label }: { text: string; label: string }) {
  const html = useMemo(() => harmlessHtml(text), [text])
  return (
    <>
      <p className={styles['note']}>Scripts, styles and whatever the page would load are left out.</p>
      <iframe className={styles['html']} title={label} sandbox="" srcDoc={html} />
    </>
  )
}
