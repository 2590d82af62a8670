import { HttpError } from '~/lib/errors'
import { defineBackend } from '../backend'
import { credentialOf } from '../session'
import { mlflowContract } from './contract'
import { explainMlflow } from './explain'

const ID = 'mlflow'

export const mlflowBackend = defineBackend({
  id: ID,
  holds: 'Experiments, runs, metrics, files and models',
  contract: mlflowContract,
  auth: ['none', 'basic'],
  ping: (client, signal) => client.health({}, { signal }),
  version: async (client, signal) => {
    try {
      return (await client.version({}, { signal })).data.trim().slice(0, 40)
    } catch (error) {
      // It is told only to who is signed in.
      if (error instanceof HttpError && error.status === 401) return null
      throw error
    }
  },
  identify: async (client, signal) => {
    const credential = credentialOf(ID)
    if (credential?.kind !== 'basic') return { name: null }
    try {
      const { data } = await client.user({ query: { username: credential.name } }, { signal })
      return { name: data.user.username, told: data.user }
    } catch (error) {
      // No basic auth on this server: everybody is anonymous.
      if (error instanceof HttpError && error.status === 404) return { name: null }
      throw error
    }
  },
  explain: explainMlflow,
})

/** The MLflow server of this page, as whoever is signed in. */
export const mlflow = mlflowBackend.client
