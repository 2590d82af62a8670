import { type QueryClient, queryOptions } from '@tanstack/react-query'
import { signUp, signUpBackend } from '~/api/sign-up/backend'
import type { WireMe } from '~/api/sign-up/contract'
import type { Registrant, SettableLevel, Subject } from '~/domain/mlflow/registration'
import { HttpError } from '~/lib/errors'

const { key } = signUpBackend
const ME = [...key, 'me'] as const

export const signUpQueries = {
  /** The person and their account. @throws HttpError 403 for whom the service does not let in */
  me: () =>
    queryOptions<Registrant>({
      queryKey: ME,
      queryFn: async ({ signal }) => registrantOf((await signUp.me({}, { signal })).data),
      retry: false,
    }),

  /** An experiment's name; null where the service does not tell it: it does for EDIT and MANAGE alone. */
  experimentName: (id: string) =>
    queryOptions<string | null>({
      queryKey: [...key, 'experiment', id],
      queryFn: async ({ signal }) => {
        try {
          return (await signUp.experiment({ query: { experiment_id: id } }, { signal })).data.name
        } catch (error) {
          if (error instanceof HttpError && (error.status === 403 || error.status === 404)) return null
          throw error
        }
      },
      staleTime: 300_000,
      retry: false,
    }),
}

function registrantOf({ oidc, mlflow }: WireMe): Registrant {
  if (!mlflow) return { email: oidc.email, account: null }
  const { id, is_admin, experiment_permissions, registered_model_permissions } = mlflow.user
  return {
    email: oidc.email,
    account: {
      id,
      isAdmin: is_admin,
      permissions: [
        ...experiment_permissions.map(
          ({ experiment_id, permission }) =>
            ({ kind: 'experiment', key: experiment_id, level: permission }) as const,
        ),
        ...registered_model_permissions.map(
          ({ name, permission }) => ({ kind: 'model', key: name, level: permission }) as const,
        ),
      ],
    },
  }
}

/** What the service has now, read again after a change: only this says that it was done. */
async function readAgain(client: QueryClient): Promise<Registrant> {
  return client.fetchQuery({ ...signUpQueries.me(), staleTime: 0 })
}

/**
 * Makes an account of MLflow for who is signed in.
 * @returns whether the service has it now: it answers a success also where it has not
 * @throws HttpError
 */
export async function registerAccount(client: QueryClient, password: string): Promise<boolean> {
  try {
    await signUp.register({ body: { password } })
  } catch (error) {
    // An account that is there all the same, or was there before: the page is to show it beside the failure.
    await readAgain(client).catch(() => undefined)
    throw error
  }
  return (await readAgain(client)).account !== null
}

/** @throws HttpError; 500 `Could not update secret`: it is changed in MLflow, and not in the secret store */
export async function changePassword(_: QueryClient, password: string): Promise<void> {
  await signUp.changePassword({ body: { password } })
}

/** Deletes the account of who is signed in. @returns whether it is gone */
export async function removeAccount(client: QueryClient): Promise<boolean> {
  await signUp.remove({})
  return (await readAgain(client)).account === null
}

/** What somebody has on an experiment or a model; null: nothing of their own. @throws HttpError 403 without EDIT */
export async function levelOfPerson(subject: Subject, username: string): Promise<string | null> {
  try {
    const { data } = await (subject.kind === 'experiment'
      ? signUp.experimentPermission({ query: { username, experiment_id: subject.key } })
      : signUp.modelPermission({ query: { username, model_name: subject.key } }))
    return data.permission
  } catch (error) {
    if (error instanceof HttpError && error.status === 404) return null
    throw error
  }
}

/** Before and after of one person on one thing. */
export interface LevelChange {
  subject: Subject
  username: string
  level: SettableLevel
}

/**
 * Gives somebody a level.
 * @returns what the service says they have afterwards: nothing else says that it was done
 * @throws HttpError
 */
export async function setLevelOfPerson({ subject, username, level }: LevelChange): Promise<string | null> {
  await (subject.kind === 'experiment'
    ? signUp.setExperimentPermission({ body: { username, experiment_id: subject.key, permission: level } })
    : signUp.setModelPermission({ body: { username, model_name: subject.key, permission: level } }))
  return levelOfPerson(subject, username)
}
