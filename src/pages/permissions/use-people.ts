import { useQueries } from '@tanstack/react-query'
import { useCallback, useMemo } from 'react'
import type { UnreadableRow } from '~/lib/unreadable-row'
import { addressOf, connectionsQuery } from '~/queries/connections'
import { peopleQueries, type Person } from '~/queries/mlflow/people'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useKnownUsers } from '~/stores/known-users'

export interface People {
  /** Null: the server has no accounts. */
  me: Person | null
  /** By name. */
  people: readonly Person[]
  /** Whether the server lists its accounts: else it is who was typed, imported or created here. */
  isListed: boolean
  /** Of whom the rows are not here, and why. */
  unread: ReadonlyMap<string, 'reading' | 'failed'>
  /** Names that were remembered here and have no account. */
  gone: readonly string[]
  unreadable: readonly UnreadableRow[]
  /** Of the server: under it names are remembered. */
  address: string
}

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const nobody = (name: string): Person => ({
  name,
  id: null,
  isAdmin: null,
  rows: null,
  roleGrants: null,
  unreadable: [],
})

/**
 * Everybody with an account, as an admin sees it: from the server's list, and where there is none from what this browser
 * remembers, each asked of the server.
 */
export function usePeople(): People {
  const { connections } = usePrefetched(connectionsQuery()).data
  const me = usePrefetched(peopleQueries.me()).data
  const directory = usePrefetched(peopleQueries.directory()).data
  const address = addressOf(connections, 'mlflow')
  const remembered = useKnownUsers(({ names }) => names[address])
  const listed = directory?.people
  const asked = useMemo(() => {
    const names = listed
      ? listed.filter(({ rows }) => rows === null).map(({ name }) => name)
      : (remembered ?? [])
    return me?.isAdmin === true ? names.filter((name) => name !== me.name) : []
  }, [listed, remembered, me])
  const each = useQueries({
    queries: asked.map((name) => peopleQueries.person(name)),
    combine: useCallback(
      (results: { data: Person | null | undefined; isError: boolean }[]) =>
        new Map(asked.map((name, i) => [name, results[i] ?? { data: undefined, isError: false }])),
      [asked],
    ),
  })
  return useMemo(() => {
    const all = new Map<string, Person>()
    const unread = new Map<string, 'reading' | 'failed'>()
    const gone: string[] = []
    for (const person of listed ?? []) all.set(person.name, person)
    for (const [name, { data, isError }] of each) {
      if (data) all.set(name, data)
      else if (data === null) gone.push(name)
      else {
        if (!all.has(name)) all.set(name, nobody(name))
        unread.set(name, isError ? 'failed' : 'reading')
      }
    }
    if (me) all.set(me.name, me)
    return {
      me,
      people: [...all.values()].toSorted((a, b) => collator.compare(a.name, b.name)),
      isListed: directory !== null,
      unread,
      gone,
      unreadable: directory?.unreadable ?? [],
      address,
    }
  }, [listed, each, me, directory, address])
}
