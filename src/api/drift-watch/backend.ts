import { HttpError } from '~/lib/errors'
import { messageOf } from '~/lib/explain'
import { defineBackend } from '../backend'
import { driftWatchContract } from './contract'
import { explainDriftWatch } from './explain'

export const driftWatchBackend = defineBackend({
  id: 'drift-watch',
  holds: 'Histories of drift detectors',
  contract: driftWatchContract,
  auth: ['oidc', 'bearer'],
  ping: (client, signal) => client.health({}, { signal }),
  version: async (client, signal) => (await client.specification({}, { signal })).data.info.version,
  identify: async (client, signal) => {
    try {
      return { name: (await client.self({}, { signal })).data.email }
    } catch (error) {
      // A valid token whose owner has not registered yet.
      if (error instanceof HttpError && error.status === 403 && messageOf(error.body) !== null)
        return { name: null }
      throw error
    }
  },
  explain: explainDriftWatch,
})

/** The Drift Watch server of this page, as whoever is signed in. */
export const driftWatch = driftWatchBackend.client

export type DriftWatch = typeof driftWatch
