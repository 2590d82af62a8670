import type { BackendId } from '~/api/registry'
import { basic, bearer, type Credential, signIn, signOut } from '~/api/session'
import { NOBODY, useDemoPerson } from '~/stores/demo-person'

/** Somebody of the demo, with an account at each server. */
export interface DemoPerson {
  id: string
  credentials: Readonly<Record<BackendId, DemoCredential>>
}

type DemoCredential =
  | { kind: 'none' }
  | { kind: 'basic'; name: string; password: string }
  | { kind: 'bearer'; token: string }

/**
 * Signs in who was chosen in the demo, the first of its people at first: with their own credentials, like anyone. To be
 * called once, before the first request.
 */
export function becomeDemoPerson(people: readonly DemoPerson[]): void {
  const { id } = useDemoPerson.getState()
  if (id === NOBODY) return
  const person = people.find((one) => one.id === id) ?? people[0]
  if (person) signInAs(person)
}

/** Signs in at every server as somebody of the demo. */
export function signInAs({ credentials }: DemoPerson): void {
  for (const [server, demo] of Object.entries(credentials)) {
    const credential = credentialOf(demo)
    if (credential) signIn(server, credential)
    else signOut(server)
  }
}

function credentialOf(demo: DemoCredential): Credential | null {
  switch (demo.kind) {
    case 'none':
      return null
    case 'basic':
      return basic(demo.name, demo.password)
    case 'bearer':
      return bearer(demo.token)
  }
}
