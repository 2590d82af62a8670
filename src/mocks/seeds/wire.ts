import type { WireDrift, WireExperiment } from '~/api/drift-watch/contract'
import type { Random } from '~/drift/random'

/** An experiment of the demo with all its records, as a server would send them; grants are the scenario's. */
export interface SeedHistory {
  experiment: Omit<WireExperiment, 'permissions'>
  /** Ascending in time. */
  drifts: WireDrift[]
}

const DAY_S = 86_400
/** Days as they are written: 10,000 rows are of a hundred, and writing a date is what takes longest of making one. */
const days = new Map<number, string>()

function dayOf(day: number): string {
  let text = days.get(day)
  if (text === undefined) {
    text = new Date(day * DAY_S * 1000).toISOString().slice(0, 10)
    days.set(day, text)
  }
  return text
}

const two = (n: number): string => (n < 10 ? `0${n}` : String(n))

/** "2024-10-03T04:12:07.118204": without a zone, like the server's. @param micros 0 to 999 999 within the second */
export function naiveTime(ms: number, micros: number): string {
  const seconds = Math.floor(ms / 1000)
  const day = Math.floor(seconds / DAY_S)
  const time = seconds - day * DAY_S
  const [hour, minute] = [Math.floor(time / 3600), Math.floor(time / 60) % 60]
  return `${dayOf(day)}T${two(hour)}:${two(minute)}:${two(time % 60)}.${String(1_000_000 + micros).slice(1)}`
}

/** An id of UUID version 4 from seeded numbers. */
export function seededId(random: Random): string {
  const [a, b, c, d] = [hexOf(random()), hexOf(random()), hexOf(random()), hexOf(random())]
  const variant = '89ab'.charAt(Number.parseInt(c.charAt(0), 16) % 4)
  return `${a}-${b.slice(0, 4)}-4${b.slice(5)}-${variant}${c.slice(1, 4)}-${c.slice(4)}${d}`
}

const BYTES = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, '0'))
const byteOf = (bits: number, shift: number): string => BYTES[(bits >>> shift) & 255] ?? ''

/** 32 bits as eight digits: four of a table, since numbers beyond 31 bits take ten times as long to be written. */
const hexOf = (bits: number): string =>
  byteOf(bits, 24) + byteOf(bits, 16) + byteOf(bits, 8) + byteOf(bits, 0)
