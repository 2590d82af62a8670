import { defineBackend } from '../backend'
import { jenkinsContract } from './contract'
import { explainJenkins } from './explain'

export const jenkinsBackend = defineBackend({
  id: 'jenkins',
  holds: 'Pipelines, their builds and stages',
  contract: jenkinsContract,
  auth: ['none', 'basic'],
  ping: (client, signal) => client.whoAmI({}, { signal }),
  // Every answer carries it.
  version: async (client, signal) =>
    (await client.whoAmI({}, { signal })).headers.get('x-jenkins')?.slice(0, 40) ?? null,
  identify: async (client, signal) => {
    const { data } = await client.whoAmI({}, { signal })
    return { name: data.anonymous ? null : data.name }
  },
  explain: explainJenkins,
})

/** The Jenkins of this page, as whoever is signed in. */
export const jenkins = jenkinsBackend.client
