import { HttpError } from '~/lib/errors'
import { defineBackend } from '../backend'
import { signUpContract } from './contract'
import { explainSignUp } from './explain'

export const signUpBackend = defineBackend({
  id: 'sign-up',
  holds: 'Accounts of MLflow, for people of an identity provider',
  contract: signUpContract,
  auth: ['oidc', 'bearer'],
  // It has no other address for machines: a refusal is an answer, too.
  ping: (client, signal) =>
    client.me({}, { signal }).catch((error: unknown) => {
      if (!(error instanceof HttpError) || (error.status !== 401 && error.status !== 403)) throw error
    }),
  // It does not say.
  version: () => Promise.resolve(null),
  identify: async (client, signal) => ({ name: (await client.me({}, { signal })).data.oidc.email }),
  explain: explainSignUp,
})

/** The sign-up service of this page, as whoever is signed in. */
export const signUp = signUpBackend.client
