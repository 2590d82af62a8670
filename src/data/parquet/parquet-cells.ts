import { POWERS_OF_TEN } from '../csv/cells'
import { isUtf8 } from '../dictionary'

const EXACT = BigInt(Number.MAX_SAFE_INTEGER)

/** A whole number as it is stored: little integers as such, wider ones as big-endian two's complement. */
export function wholeOf(cell: unknown): bigint | null {
  if (typeof cell === 'bigint') return cell
  if (typeof cell === 'number') return BigInt(cell)
  if (!(cell instanceof Uint8Array) || cell.length === 0) return null
  let value = 0n
  for (const byte of cell) value = (value << 8n) | BigInt(byte)
  return BigInt.asIntN(cell.length * 8, value)
}

/** The double nearest to `whole` × 10^-scale. */
export function decimalToDouble(whole: bigint, scale: number): number {
  const power = POWERS_OF_TEN[scale]
  // Both exact, so that one division rounds once; else the text is read, which rounds once too.
  if (power !== undefined && whole <= EXACT && whole >= -EXACT) return Number(whole) / power
  return Number(`${whole}e${-scale}`)
}

const decoder = new TextDecoder('utf-8', { ignoreBOM: true })

/** Bytes as text where they are some, else in hexadecimal. */
export function textOfBytes(bytes: Uint8Array): { text: string; isHex: boolean } {
  // Control characters are in no text that somebody wrote.
  const isText = isUtf8(bytes) && !bytes.some((b) => b < 32 && b !== 9 && b !== 10 && b !== 13)
  if (isText) return { text: decoder.decode(bytes), isHex: false }
  return { text: `0x${Array.from(bytes, (b) => b.toString(16).padStart(2, '0')).join('')}`, isHex: true }
}
