import { create } from 'zustand'
import { persist } from 'zustand/middleware'
import { ownOf } from '~/lib/own'

/** What a person keeps of pipelines in this browser, by the pipeline's full name. */
interface PipelineChoices {
  favourites: readonly string[]
  /** Renames of stages: old name → new name. */
  aliases: Readonly<Record<string, Readonly<Record<string, string>>>>
  /** Changes of stages that are not to be told again, and those that a person has seen. */
  muted: Readonly<Record<string, readonly string[]>>
  acknowledged: Readonly<Record<string, readonly string[]>>
  /** How long a build (`total`; null: no limit) and each of its stages may take, in ms. */
  budgets: Readonly<Record<string, KeptBudgets>>
}

interface KeptBudgets {
  total: number | null
  stages: Readonly<Record<string, number>>
}

/** What a person keeps of pipelines, in this browser alone. */
export const usePipelineChoices = create<PipelineChoices>()(
  persist(
    (): PipelineChoices => ({ favourites: [], aliases: {}, muted: {}, acknowledged: {}, budgets: {} }),
    {
      name: 'tidemark-pipelines',
      version: 1,
      // The storage may hold anything.
      merge: (stored, current) => ({ ...current, ...known(stored) }),
    },
  ),
)

const NO_ALIASES: Readonly<Record<string, string>> = {}
const NO_MARKS: readonly string[] = []

/** The renames of a pipeline's stages, for `usePipelineChoices`: the same object while they are the same. */
export const aliasesOf =
  (fullName: string) =>
  ({ aliases }: PipelineChoices): Readonly<Record<string, string>> =>
    ownOf(aliases, fullName) ?? NO_ALIASES

/** The marks of one kind that a pipeline's changes have, for `usePipelineChoices`. */
export const marksOf =
  (fullName: string, kind: MarkKind) =>
  (choices: PipelineChoices): readonly string[] =>
    ownOf(choices[kind], fullName) ?? NO_MARKS

/** A pipeline's budgets, for `usePipelineChoices`; undefined: none were set. */
export const budgetsOf =
  (fullName: string) =>
  ({ budgets }: PipelineChoices): KeptBudgets | undefined =>
    ownOf(budgets, fullName)

function known(stored: unknown): Partial<PipelineChoices> {
  if (typeof stored !== 'object' || stored === null) return {}
  const { favourites, aliases, muted, acknowledged, budgets } = stored as Record<string, unknown>
  return {
    favourites: list(favourites),
    muted: lists(muted),
    acknowledged: lists(acknowledged),
    aliases: Object.fromEntries(
      Object.entries(isRecord(aliases) ? aliases : {}).map(([job, map]) => [job, texts(map)]),
    ),
    budgets: Object.fromEntries(
      Object.entries(isRecord(budgets) ? budgets : {}).map(([job, kept]) => [job, keptBudgets(kept)]),
    ),
  }
}

function keptBudgets(value: unknown): KeptBudgets {
  const { total, stages } = isRecord(value) ? value : {}
  return {
    total: isTime(total) ? total : null,
    stages: Object.fromEntries(
      Object.entries(isRecord(stages) ? stages : {}).filter((entry): entry is [string, number] =>
        isTime(entry[1]),
      ),
    ),
  }
}

function isTime(value: unknown): value is number {
  return typeof value === 'number' && value > 0
}

function list(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((one) => typeof one === 'string') : []
}

function lists(value: unknown): Record<string, string[]> {
  return Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).map(([job, ids]) => [job, list(ids)]),
  )
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value)
}

function texts(value: unknown): Record<string, string> {
  return Object.fromEntries(
    Object.entries(isRecord(value) ? value : {}).filter(
      (entry): entry is [string, string] => typeof entry[1] === 'string',
    ),
  )
}

export function setFavourite(fullName: string, isFavourite: boolean): void {
  usePipelineChoices.setState(({ favourites }) => {
    const others = favourites.filter((one) => one !== fullName)
    return { favourites: isFavourite ? [...others, fullName] : others }
  })
}

/** Replaces all renames of a pipeline. */
export function setStageAliases(fullName: string, aliases: Readonly<Record<string, string>>): void {
  usePipelineChoices.setState((now) => ({ aliases: { ...now.aliases, [fullName]: aliases } }))
}

/** What a person may do with a change of a pipeline. */
export type MarkKind = 'muted' | 'acknowledged'

/** Marks a change, or takes a mark back. A change has one mark: the latest. */
export function setMark(fullName: string, mark: string, kind: MarkKind | null): void {
  usePipelineChoices.setState(({ muted, acknowledged }) => {
    const without = (marks: PipelineChoices[MarkKind]) =>
      (ownOf(marks, fullName) ?? []).filter((one) => one !== mark)
    const [mutes, acks] = [without(muted), without(acknowledged)]
    return {
      muted: { ...muted, [fullName]: kind === 'muted' ? [...mutes, mark] : mutes },
      acknowledged: { ...acknowledged, [fullName]: kind === 'acknowledged' ? [...acks, mark] : acks },
    }
  })
}

/** Replaces all budgets of a pipeline. */
export function setBudgets(fullName: string, budgets: KeptBudgets): void {
  usePipelineChoices.setState((now) => ({ budgets: { ...now.budgets, [fullName]: budgets } }))
}
