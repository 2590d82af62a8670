import type { DriftExperiment } from '~/domain/drift-watch/drift-record'
import { can, type Permission, type Visitor } from '~/domain/drift-watch/permission'
import { tagsFromText, whyNotTags } from '~/domain/drift-watch/publish'

/** What is typed in the dialog, as text. */
export interface PublishForm {
  where: 'existing' | 'new'
  /** Id of the chosen experiment. */
  experiment: string | null
  name: string
  description: string
  isPublic: boolean
  /** Between commas. */
  tags: string
  model: string
}

/** A sentence a field; a field that is right is left out. */
export type PublishProblems = Partial<Record<'experiment' | 'name' | 'tags', string>>

export interface ExperimentOption {
  experiment: DriftExperiment
  /** Whether this person may write records to it, or why not. */
  permission: Permission
}

/** Those one may write to first, else in the order they come; the others stay in sight, with the reason. */
export function experimentOptions(
  experiments: readonly DriftExperiment[],
  me: Visitor | null,
): ExperimentOption[] {
  const options = experiments.map((experiment) => ({ experiment, permission: can.publish(experiment, me) }))
  return [
    ...options.filter(({ permission }) => permission.allowed),
    ...options.filter(({ permission }) => !permission.allowed),
  ]
}

/** Those whose name or description holds every word of the search. */
export function searchOptions(options: readonly ExperimentOption[], search: string): ExperimentOption[] {
  const words = search.toLocaleLowerCase('en').split(/\s+/).filter(Boolean)
  return options.filter(({ experiment: { name, description } }) => {
    const text = `${name} ${description ?? ''}`.toLocaleLowerCase('en')
    return words.every((word) => text.includes(word))
  })
}

/** Opens on the only experiment one may write to; with none, on a new one. */
export function emptyForm(options: readonly ExperimentOption[], tags: readonly string[]): PublishForm {
  const mine = options.filter(({ permission }) => permission.allowed)
  return {
    where: mine.length > 0 ? 'existing' : 'new',
    experiment: mine.length === 1 ? (mine[0]?.experiment.id ?? null) : null,
    name: '',
    description: '',
    isPublic: false,
    tags: tags.join(', '),
    model: '',
  }
}

/** What keeps the form from being sent; empty where nothing does. */
export function problemsOf(form: PublishForm, options: readonly ExperimentOption[]): PublishProblems {
  const tags = whyNotTags(tagsFromText(form.tags))
  return {
    ...(form.where === 'existing' ? experimentProblem(form, options) : nameProblem(form, options)),
    ...(tags === null ? {} : { tags }),
  }
}

function experimentProblem(
  { experiment }: PublishForm,
  options: readonly ExperimentOption[],
): PublishProblems {
  const option = options.find((one) => one.experiment.id === experiment)
  if (!option) return { experiment: 'Choose the experiment that the record belongs to.' }
  return option.permission.allowed ? {} : { experiment: option.permission.reason }
}

/** Names are unique on the whole server, capitals counted; another person may still be quicker (409). */
function nameProblem({ name }: PublishForm, options: readonly ExperimentOption[]): PublishProblems {
  const given = name.trim()
  if (given === '') return { name: 'Give the experiment a name, for example “obsea-camera”.' }
  return options.some(({ experiment }) => experiment.name === given)
    ? { name: `The name “${given}” is taken on this server: choose another, or publish to that experiment.` }
    : {}
}
