import * as v from 'valibot'

/** One setting in a URL. Most are made by the functions below; a setting that spans several names is written out. */
export interface UrlField<Value, Settings = unknown> {
  fallback: Value
  /** Reads it; undefined where it is not there or not understood. @param name the setting's own */
  read: (query: URLSearchParams, name: string) => Value | undefined
  /** Writes it. What it writes of the fallback is left out. @param settings all of the page's */
  write: (value: Value, query: URLSearchParams, name: string, settings: Settings) => void
  /**
   * Whether such a change is typed or dragged, bit by bit: *Back* does not go through the bits. Left out: it is a choice,
   * which *Back* takes back.
   */
  isTyped?: (before: Value, after: Value, settings: Settings) => boolean
}

/** What a page keeps in the URL, both ways. */
export interface UrlCodec<Settings> {
  /** Every field at its fallback: what a bare address means. */
  readonly empty: Settings
  /** Never fails: what is not understood falls back, field by field. Unknown names are passed over. */
  read: (query: URLSearchParams) => Settings
  /** The inverse; fallbacks are left out, and so is what was unknown. */
  write: (settings: Settings) => URLSearchParams
  /** Whether *Back* takes this change back: something was chosen, and not only typed. */
  isStep: (before: Settings, after: Settings) => boolean
  /** Characters that all settings may take in an address, at most. */
  readonly maxLength: number
}

/** What every browser, mail program and chat passes on whole. */
const MOST_CHARACTERS = 2000
/** Of one text: more is cut off. */
const MOST_TEXT = 500

/** @param fields in the order in which they are written */
export function urlCodec<Settings extends object>(
  fields: { readonly [Name in keyof Settings]: UrlField<Settings[Name], Settings> },
  { maxLength = MOST_CHARACTERS }: { maxLength?: number } = {},
): UrlCodec<Settings> {
  const names = Object.keys(fields) as (keyof Settings & string)[]
  const each = (valueOf: (name: keyof Settings & string) => unknown) =>
    Object.fromEntries(names.map((name) => [name, valueOf(name)])) as Settings
  const written = <Name extends keyof Settings & string>(
    name: Name,
    value: Settings[Name],
    all: Settings,
  ) => {
    const query = new URLSearchParams()
    fields[name].write(value, query, name, all)
    return query
  }
  const isChosen = (name: keyof Settings & string, before: Settings, after: Settings) =>
    before[name] !== after[name] &&
    fields[name].isTyped?.(before[name], after[name], after) !== true &&
    written(name, before[name], before).toString() !== written(name, after[name], after).toString()
  return {
    empty: each((name) => fields[name].fallback),
    read: (query) =>
      each((name) => {
        const value = fields[name].read(query, name)
        return value === undefined ? fields[name].fallback : value
      }),
    write: (settings) => {
      const query = new URLSearchParams()
      for (const name of names) {
        const own = written(name, settings[name], settings)
        if (own.toString() === written(name, fields[name].fallback, settings).toString()) continue
        for (const [key, value] of own) query.append(key, value)
      }
      return query
    },
    isStep: (before, after) => names.some((name) => isChosen(name, before, after)),
    maxLength,
  }
}

/** Of a setting that is only ever typed or dragged. */
export const typed = () => true

/** A setting by the valibot schema of its text. @param as its name in the URL, where that is another */
export function urlValue<Value>(
  schema: v.GenericSchema<string, Value>,
  fallback: Value,
  { print = String, as }: { print?: (value: NonNullable<Value>) => string; as?: string } = {},
): UrlField<Value> {
  return {
    fallback,
    read: (query, name) => {
      const text = query.get(as ?? name)
      if (text === null) return undefined
      const parsed = v.safeParse(schema, text)
      return parsed.success ? parsed.output : undefined
    },
    write: (value, query, name) => {
      if (value !== null && value !== undefined) query.set(as ?? name, print(value))
    },
  }
}

/**
 * A text, '' by default: what is searched for.
 * @param most characters: more is cut off
 * @param isChosen it is chosen from a list, not typed
 */
export function urlText({
  most = MOST_TEXT,
  isChosen = false,
}: { most?: number; isChosen?: boolean } = {}): UrlField<string> {
  const field = urlValue(
    v.pipe(
      v.string(),
      v.transform((text) => text.slice(0, most)),
    ),
    '',
  )
  return isChosen ? field : { ...field, isTyped: typed }
}

/** A text that may be missing: a chosen name, an id. @param least characters; with 0, '' is a name too. @param as its name in the URL */
export function urlName({ least = 1, as }: { least?: 0 | 1; as?: string } = {}): UrlField<string | null> {
  return urlValue<string | null>(
    v.pipe(v.string(), v.minLength(least), v.maxLength(MOST_TEXT)),
    null,
    as === undefined ? {} : { as },
  )
}

/** One of some words; the first is the default. */
export function urlChoice<const Word extends string>(
  words: readonly [Word, ...Word[]],
  fallback: NoInfer<Word> = words[0],
): UrlField<Word> {
  const schema: v.GenericSchema<string, Word> = v.pipe(v.string(), v.picklist(words))
  return urlValue(schema, fallback)
}

/** Yes or no; only what differs from the default is written. */
export function urlFlag(fallback: boolean): UrlField<boolean> {
  const schema = v.pipe(
    v.string(),
    v.picklist(['yes', 'no']),
    v.transform((word) => word === 'yes'),
  )
  return urlValue(schema, fallback, { print: (is) => (is ? 'yes' : 'no') })
}

/** A finite number, or none. */
export function urlNumber(): UrlField<number | null> {
  return {
    fallback: null,
    read: (query, name) => numberFromText(query.get(name)) ?? undefined,
    write: (value, query, name) => {
      if (value !== null) query.set(name, String(value))
    },
    isTyped: typed,
  }
}

/** Texts under one name that is repeated, each once, empty ones dropped. @param as its name in the URL */
export function urlNames({ as }: { as?: string } = {}): UrlField<readonly string[]> {
  return {
    fallback: [],
    read: (query, name) => {
      const texts = query.getAll(as ?? name).filter((text) => text !== '' && text.length <= MOST_TEXT)
      return texts.length > 0 ? [...new Set(texts)] : undefined
    },
    write: (texts, query, name) => texts.forEach((text) => query.append(as ?? name, text)),
  }
}

/**
 * An interval of a chart's axis, "from..to", from < to.
 * @param print of its ends, where not every digit is needed
 */
export function urlInterval(
  print: (ends: readonly [number, number]) => readonly [number, number] = (ends) => ends,
): UrlField<readonly [number, number] | null> {
  return {
    fallback: null,
    read: (query, name) => {
      const [from = null, to = null, ...rest] = (query.get(name) ?? '').split('..').map(numberFromText)
      return from === null || to === null || rest.length > 0 || from >= to ? undefined : [from, to]
    },
    write: (ends, query, name) => {
      if (ends) query.set(name, print(ends).join('..'))
    },
    isTyped: typed,
  }
}

/** A finite number as people type it, with a point or a comma; null for anything else. */
export function numberFromText(text: string | null): number | null {
  const plain = (text ?? '').trim().replace(',', '.')
  if (plain === '') return null
  const value = Number(plain)
  return Number.isFinite(value) ? value : null
}
