import type { WireDrift, WireExperiment } from '~/api/drift-watch/contract'
import type { Random } from '~/drift/random'

/** An experiment of the demo with all its records, as a server would send them; grants are the scenario's. */
export interface SeedHistory {
  experiment: Omit<WireExperiment, 'permissions'>
  /** Ascending in time. */
  drifts: WireDrift[]
}

/** "2024-10-03T04:12:07.118204": without a zone, like the server's. @param micros 0 to 999 999 within the second */
export function naiveTime(ms: number, micros: number): string {
  return `${new Date(ms).toISOString().slice(0, 19)}.${String(micros).padStart(6, '0')}`
}

/** An id of UUID version 4 from seeded numbers. */
export function seededId(random: Random): string {
  const hex = Array.from({ length: 4 }, () => random().toString(16).padStart(8, '0')).join('')
  const variant = '89ab'.charAt(Number.parseInt(hex.charAt(16), 16) % 4)
  return [
    hex.slice(0, 8),
    hex.slice(8, 12),
    `4${hex.slice(13, 16)}`,
    `${variant}${hex.slice(17, 20)}`,
    hex.slice(20),
  ].join('-')
}
