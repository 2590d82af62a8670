import type { RegisteredModel } from '~/domain/mlflow/model'
import type { ModelListSettings } from './settings'

const collator = new Intl.Collator('en', { numeric: true, sensitivity: 'base' })

const ORDERS: Readonly<
  Record<ModelListSettings['sort'], (a: RegisteredModel, b: RegisteredModel) => number>
> = {
  changed: (a, b) => (b.updatedAt ?? 0) - (a.updatedAt ?? 0),
  name: (a, b) => collator.compare(a.name, b.name),
  created: (a, b) => (b.createdAt ?? 0) - (a.createdAt ?? 0),
}

/** The models that hold every word that is searched for, in the order that was asked for; ties by name. */
export function rowsOf(
  models: readonly RegisteredModel[],
  { search, sort }: ModelListSettings,
): readonly RegisteredModel[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return models
    .filter((model) => {
      const text = textOf(model)
      return words.every((word) => text.includes(word))
    })
    .toSorted((a, b) => ORDERS[sort](a, b) || collator.compare(a.name, b.name))
}

function textOf({ name, description, tags, aliases }: RegisteredModel): string {
  return [
    name,
    description,
    ...tags.map(({ key, value }) => `${key}=${value}`),
    ...aliases.map(({ alias }) => `@${alias}`),
  ]
    .join('\n')
    .toLowerCase()
}
