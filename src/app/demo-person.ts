import { signIn } from '~/api/session'
import { NOBODY, useDemoPerson } from '~/stores/demo-person'

/**
 * Signs in who was chosen in the demo, the first of its people at first: with their bearer token, like anyone. To be
 * called once, before the first request.
 */
export function becomeDemoPerson(people: readonly { id: string; token: string }[]): void {
  const { id } = useDemoPerson.getState()
  if (id === NOBODY) return
  const person = people.find((one) => one.id === id) ?? people[0]
  if (person) signIn(person.token)
}
