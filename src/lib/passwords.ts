/** Passwords that people set: what is refused before a server is asked, how hard they are to guess, and made ones. */

/** From 2.22 on servers refuse fewer; older ones take anything. Here nobody gets a shorter one. */
const LEAST_PASSWORD = 12
/** Why a password is not set; null where it can be. */
export function passwordFault(password: string): string | null {
  const { length } = password
  if (length === 0) return 'Type a password first.'
  if (length < LEAST_PASSWORD) return `At least ${LEAST_PASSWORD} characters: this has ${length}.`
  return null
}

export interface Strength {
  /** 0 (found at once) to 4 (not worth trying). */
  score: 0 | 1 | 2 | 3 | 4
  word: 'Too short' | 'Weak' | 'Fair' | 'Good' | 'Strong'
  /** What would make it better; null where nothing is needed. */
  advice: string | null
}

const WORDS = ['Too short', 'Weak', 'Fair', 'Good', 'Strong'] as const
/** Bits from which on the next word holds. Below 40 a list of words and years finds it. */
const STEPS = [0, 0, 40, 60, 80] as const
/** Of a letter in a word: there are fewer words than letters in a row. */
const WORD_BITS = 2.3
const COMMON = [
  'password',
  'passwort',
  'mlflow',
  'qwert',
  'admin',
  'letmein',
  'welcome',
  'iloveyou',
  'abc123',
]

/**
 * How hard a password is to guess: bits of its alphabet for each character, where what repeats or follows the one before
 * (aaa, 1234, cba), a year, and what is in every list (password, the own name) counts as one character, and a word's letters
 * less.
 */
export function strengthOf(password: string, name: string): Strength {
  const own = name
    .toLowerCase()
    .split(/[@.\s_-]+/)
    .filter((part) => part.length > 3)
  const known = [...COMMON, ...own].filter((word) => password.toLowerCase().includes(word))
  let rest = password
  for (const word of known) rest = rest.replaceAll(new RegExp(literal(word), 'gi'), ' ')
  rest = rest.replaceAll(/(?:18|19|20)\d\d/g, ' ')
  const letters = [...rest.toLowerCase()]
  const tells = letters.map((letter, i) => !follows(letters[i - 1], letter))
  const telling = tells.filter(Boolean).length
  const inWords = [...rest.matchAll(/(?<![a-zA-Z])[a-zA-Z][a-z]{2,}(?![a-zA-Z])/g)]
    .flatMap(({ 0: word, index }) => tells.slice(index, index + word.length))
    .filter(Boolean).length
  const bits = inWords * WORD_BITS + (telling - inWords) * Math.log2(alphabetOf(password))
  const score =
    password.length < LEAST_PASSWORD ? 0 : (STEPS.findLastIndex((step) => bits >= step) as 1 | 2 | 3 | 4)
  return { score, word: WORDS[score], advice: score >= 3 ? null : adviceOf(known, telling, password.length) }
}

/** A text as a part of a regular expression that finds it. */
const literal = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, String.raw`\$&`)

function adviceOf(known: readonly string[], telling: number, length: number): string {
  if (length < LEAST_PASSWORD) return `At least ${LEAST_PASSWORD} characters.`
  const [word] = known
  if (word !== undefined) return `“${word}” is among the first that is tried.`
  if (telling < length * 0.7) return 'Rows of the keyboard and repeated characters count as one.'
  return 'Length helps more than symbols: add two unrelated words.'
}

function follows(before: string | undefined, letter: string): boolean {
  if (before === undefined) return false
  const step = (letter.codePointAt(0) ?? 0) - (before.codePointAt(0) ?? 0)
  return Math.abs(step) <= 1
}

function alphabetOf(password: string): number {
  const sizes: readonly [RegExp, number][] = [
    [/[a-z]/, 26],
    [/[A-Z]/, 26],
    [/\d/, 10],
    [/[^a-zA-Z\d]/, 33],
  ]
  return sizes.reduce((sum, [kind, size]) => (kind.test(password) ? sum + size : sum), 0) || 1
}

/** Without letters that look alike (0 O o, 1 l I): it may be read out. */
const LETTERS = 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ23456789'
const GROUPS = 5
const GROUP = 4

/**
 * A password of 20 letters in groups, of 116 bits.
 * @param random fills an array with equally likely bytes
 */
export function newPassword(random: (bytes: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>): string {
  const letters: string[] = []
  while (letters.length < GROUPS * GROUP)
    for (const byte of random(new Uint8Array(32))) {
      // What is left of 256 after whole alphabets would make some letters likelier.
      const letter =
        byte < LETTERS.length * Math.floor(256 / LETTERS.length) ? LETTERS[byte % LETTERS.length] : ''
      if (letter !== undefined && letter !== '' && letters.length < GROUPS * GROUP) letters.push(letter)
    }
  return Array.from({ length: GROUPS }, (_, i) => letters.slice(i * GROUP, (i + 1) * GROUP).join('')).join(
    '-',
  )
}
