/** A part of a name longer than this is cut: most systems refuse a name of more than 255 bytes. */
const LONGEST_PART = 60

/** What Windows keeps for its devices. */
const RESERVED = /^(?:con|prn|aux|nul|com\d|lpt\d)$/i

/**
 * A file's name, without its ending, that every system takes: letters, digits, dots, hyphens and underscores; the parts
 * are joined by "_", empty ones left out. "litter-ref-vs-test_mmd_drift".
 */
export function safeFileName(...parts: readonly string[]): string {
  const name = parts.map(safePart).filter(Boolean).join('_')
  return name === '' || RESERVED.test(name) ? `${name}_` : name
}

function safePart(part: string): string {
  const safe = part
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}\p{M}._-]+/gu, '-')
    .replaceAll(/-{2,}|\.{2,}/g, '-')
  return Array.from(safe)
    .slice(0, LONGEST_PART)
    .join('')
    .replaceAll(/^[.-]+|[.-]+$/g, '')
}

/** "litter-ref" of "litter-ref.csv.gz": what a file of data is called beside others of its kind. */
export function dataName(fileName: string): string {
  return fileName.replace(/(?:\.(?:gz|zst|zip))?$/i, '').replace(/\.[a-z0-9]{1,8}$/i, '') || fileName
}
