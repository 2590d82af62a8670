import { urlChoice, urlCodec, urlText } from '~/lib/url-codec'
import type { Person } from '~/queries/mlflow/people'

/** Which people are shown. It stands in the URL. */
export interface PeopleSettings {
  search: string
  show: 'all' | 'admins' | 'bare'
}

export const peopleCodec = urlCodec<PeopleSettings>({
  search: urlText(),
  show: urlChoice(['all', 'admins', 'bare']),
})

/** Whose name holds every word that is searched for. */
export function shownPeople(people: readonly Person[], { search, show }: PeopleSettings): readonly Person[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return people.filter(
    (person) => words.every((word) => person.name.toLowerCase().includes(word)) && IN[show](person),
  )
}

const IN: Readonly<Record<PeopleSettings['show'], (person: Person) => boolean>> = {
  all: () => true,
  admins: ({ isAdmin }) => isAdmin === true,
  bare: ({ rows, roleGrants, isAdmin }) =>
    isAdmin !== true && rows?.size === 0 && (roleGrants === null || roleGrants.length === 0),
}
