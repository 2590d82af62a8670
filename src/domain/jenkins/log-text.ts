import { ownOf } from '~/lib/own'

/** Characters of a log that are shown: the server sends the last 10 240, other ones may not. */
const MOST_CHARACTERS = 200_000

const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  apos: "'",
  nbsp: ' ',
}

/**
 * A log as text. Jenkins sends it as HTML: marks are left out, entities are read once, and what would steer a terminal
 * is dropped, so that what stays is only ever shown as text.
 */
export function plainLog(html: string): string {
  return (
    html
      .slice(-MOST_CHARACTERS)
      .replace(/<[^<>]*>/g, '')
      .replace(/&(#x[\da-f]{1,6}|#\d{1,7}|\w{2,8});/gi, (whole, name: string) => {
        if (!name.startsWith('#')) return ownOf(ENTITIES, name.toLowerCase()) ?? whole
        const code = /^#x/i.test(name) ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1))
        return code > 0 && code <= 0x10_ff_ff ? String.fromCodePoint(code) : whole
      })
      .replace(/\r\n?/g, '\n')
      // Escape sequences of colours, then other control characters, without tab and line break.
      .replace(/(?![\t\n])\p{Cc}\[[\d;?]*[A-Za-z]/gu, '')
      .replace(/(?![\t\n])\p{Cc}/gu, '')
  )
}
