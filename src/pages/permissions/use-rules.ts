import { useQuery } from '@tanstack/react-query'
import { useMemo } from 'react'
import { MLFLOW_LEVELS } from '~/domain/mlflow/permissions/level'
import {
  accessResource,
  type AccessResource,
  type KnownDefault,
  type ServerRules,
} from '~/domain/mlflow/permissions/table'
import { addressOf, connectionsQuery } from '~/queries/connections'
import { peopleQueries } from '~/queries/mlflow/people'
import { mlflowQueries } from '~/queries/mlflow/queries'
import { usePrefetched } from '~/scaffold/use-prefetched'
import { useTypedDefaults } from '~/stores/typed-defaults'

/** How this server decides, as far as it is known: its default is measured, or typed in here. */
export function useRules(): ServerRules {
  const { version, abilities } = usePrefetched(mlflowQueries.server()).data
  const { connections } = usePrefetched(connectionsQuery()).data
  const address = addressOf(connections, 'mlflow')
  const measured = useQuery(peopleQueries.default()).data ?? null
  const typed = useTypedDefaults(({ levels }) => levels[address])
  return useMemo(
    () => ({ version: version.text, abilities, default: measured ?? typedDefault(typed) }),
    [version, abilities, measured, typed],
  )
}

const collator = new Intl.Collator('en', { numeric: true })

/** Everything that one may be permitted to: experiments, by id, and models that this person sees. */
export function useResources(): readonly AccessResource[] {
  const experiments = usePrefetched(mlflowQueries.experiments()).data.rows
  const models = usePrefetched(mlflowQueries.models()).data.rows
  return useMemo(
    () => [
      ...experiments
        .toSorted((a, b) => collator.compare(a.id, b.id))
        .map(({ id, name, tags }) => accessResource({ kind: 'experiment', id }, name, tags)),
      ...models.map(({ name, tags }) => accessResource({ kind: 'registered-model', id: name }, name, tags)),
    ],
    [experiments, models],
  )
}

function typedDefault(text: string | undefined): KnownDefault | null {
  const level = MLFLOW_LEVELS.find((one) => one === text)
  return level ? { level, from: 'typed' } : null
}
