const IMAGE_URL = /^data:image\/(?:png|jpeg|gif|webp);base64,/i
/** First characters of a PNG, and of a JPEG, in base64. */
const BARE_IMAGES = [
  ['iVBORw0KGgo', 'image/png'],
  ['/9j/', 'image/jpeg'],
] as const
/** Fewer characters hold no image, but may be a path that begins like one. */
const SMALLEST_IMAGE = 64

/** The string where it is an address that may be opened, else null: `javascript:`, `data:`, `file:` and relative ones are text. */
export function safeLink(text: string): string | null {
  if (text.length > 4096 || !/^https?:\/\/[^\s]+$/i.test(text) || !URL.canParse(text)) return null
  const { protocol } = new URL(text)
  return protocol === 'http:' || protocol === 'https:' ? text : null
}

/** A `data:` URL for a raster image logged as one or as bare base64, else null. SVG may hold scripts and is text. */
export function imageUrl(text: string): string | null {
  if (text.length < SMALLEST_IMAGE) return null
  const head = IMAGE_URL.exec(text)?.[0]
  if (head !== undefined) return isBase64(text, head.length) ? text : null
  const bare = BARE_IMAGES.find(([start]) => text.startsWith(start))
  return bare && isBase64(text, 0) ? `data:${bare[1]};base64,${text.replace(/\s+/g, '')}` : null
}

function isBase64(text: string, from: number): boolean {
  return !/[^A-Za-z0-9+/=\s]/.test(text.slice(from))
}
