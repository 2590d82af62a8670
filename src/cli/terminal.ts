import type { Progress } from '~/drift/define'
import { formatCount } from '~/lib/format'

/**
 * A text as it may stand in a terminal: what would steer it (colours, the title, the clipboard, a line written over another
 * one) or turn the order of letters is shown by its number. Names come from files and servers. JSON means the same by it.
 */
function visible(text: string): string {
  return text.replace(
    /(?![\t\n])\p{Cc}|[\u202A-\u202E]/gu,
    (letter) => `\\u${letter.charCodeAt(0).toString(16).padStart(4, '0')}`,
  )
}

/** Results go to standard output, everything else to standard error, so that `--json` can be piped. */
export function print(text: string): void {
  process.stdout.write(`${visible(text)}\n`)
}

export function say(text: string): void {
  process.stderr.write(`${visible(text)}\n`)
}

/** Milliseconds between two lines of progress where standard error is no terminal (a CI's log). */
const LOG_EVERY_MS = 5000

/** Tells counted work on standard error: one line that changes in a terminal, a line every few seconds in a log. */
export function progressTeller(title: string): { tell: (progress: Progress) => void; end: () => void } {
  const isTerminal = process.stderr.isTTY
  let toldAt = performance.now()
  let isOpen = false
  return {
    tell({ done, total, phase, soFar }) {
      const now = performance.now()
      if (!isTerminal && now - toldAt < LOG_EVERY_MS) return
      toldAt = now
      const words = `${title}: ${formatCount(done)} of ${formatCount(total)} ${phase}${soFar ? `, ${soFar}` : ''}`
      if (!isTerminal) return say(words)
      process.stderr.write(`\r\u001B[K${visible(words).slice(0, (process.stderr.columns || 80) - 1)}`)
      isOpen = true
    },
    end() {
      if (isOpen) process.stderr.write('\r\u001B[K')
    },
  }
}
