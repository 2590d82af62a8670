import * as v from 'valibot'
import { COLUMN_TYPES, plainOptions, type ReadOptions } from '~/data/read-options'

/** How a file is read takes no more of a link than this. Characters of the link. */
const MOST_READ_AS = 2000

const optionsSchema = v.strictObject({
  separator: v.exactOptional(v.pipe(v.string(), v.minLength(1), v.maxLength(5))),
  decimal: v.exactOptional(v.picklist(['.', ','])),
  header: v.exactOptional(v.boolean()),
  comment: v.exactOptional(v.pipe(v.string(), v.maxLength(1))),
  missing: v.exactOptional(v.array(v.string())),
  types: v.exactOptional(v.record(v.string(), v.picklist(COLUMN_TYPES))),
})

/** As it stands in a link: JSON; null where nothing was told. */
export function readOptionsInUrl(options: ReadOptions): string | null {
  const text = JSON.stringify(plainOptions(options))
  return text === '{}' || encodeURIComponent(text).length > MOST_READ_AS ? null : text
}

/** Null where nothing was told, and for what is not understood: a link never breaks the page. */
export function readOptionsFromUrl(text: string | null): ReadOptions | null {
  try {
    if (text === null || encodeURIComponent(text).length > MOST_READ_AS) return null
    const parsed = v.safeParse(optionsSchema, JSON.parse(text))
    if (!parsed.success) return null
    const options = plainOptions(parsed.output)
    return Object.keys(options).length === 0 ? null : options
  } catch {
    return null
  }
}
