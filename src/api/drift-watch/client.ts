import { createClient } from '../contract'
import { currentToken } from '../session'
import { fetchTransport } from '../transport'
import { driftWatchContract } from './contract'

/** The Drift Watch server of this page, as whoever is signed in. */
export const driftWatch = createClient(
  driftWatchContract,
  fetchTransport({ base: 'backends/drift-watch', token: currentToken }),
)

export type DriftWatch = typeof driftWatch
