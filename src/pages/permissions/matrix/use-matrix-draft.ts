import { useCallback, useEffect, useMemo, useState } from 'react'
import { settled } from '~/domain/mlflow/permissions/bulk'
import {
  EMPTY_DRAFT,
  withCells,
  withoutCells,
  type Draft,
  type DraftCell,
} from '~/domain/mlflow/permissions/draft'
import { withoutSettled } from '~/domain/mlflow/permissions/review'
import type { AccessTable } from '~/domain/mlflow/permissions/table'
import { linkTo } from '~/lib/paths'

export interface MatrixDraft {
  draft: Draft
  /** Cells become these levels; what the server holds already is no draft. */
  set: (cells: readonly DraftCell[], note?: string) => void
  unset: (cells: readonly Pick<DraftCell, 'user' | 'key'>[]) => void
  /** Takes back the last step. */
  back: () => void
  clear: () => void
}

/** Steps that can be taken back. */
const MOST_STEPS = 100

/** Outlives a sign-in in the middle of the work; whose it is. */
let kept: { owner: string; draft: Draft } | null = null

/** @param owner who drafts, and at which server: nobody sees another one's draft */
export function useMatrixDraft(table: AccessTable, owner: string): MatrixDraft {
  const [steps, setSteps] = useState<readonly Draft[]>(() => [
    kept?.owner === owner ? kept.draft : EMPTY_DRAFT,
  ])
  const last = steps.at(-1) ?? EMPTY_DRAFT
  // What somebody else made so meanwhile is no draft any more.
  const draft = useMemo(() => withoutSettled(last, table), [last, table])
  useEffect(() => {
    kept = { owner, draft }
  }, [owner, draft])
  useEffect(
    () => () => {
      // Gone to another page, after being asked.
      if (window.location.hash.split('?')[0] !== linkTo('permissions')) kept = null
    },
    [],
  )
  const step = useCallback((change: (draft: Draft) => Draft) => {
    setSteps((before) => {
      const latest = before.at(-1) ?? EMPTY_DRAFT
      const next = change(latest)
      return next === latest ? before : [...before.slice(-MOST_STEPS), next]
    })
  }, [])
  return {
    draft,
    set: useCallback(
      (cells, note) => {
        const { set, unset } = settled(table, cells)
        step((before) => withCells(withoutCells(before, unset), set, note))
      },
      [step, table],
    ),
    unset: useCallback((cells) => step((before) => withoutCells(before, cells)), [step]),
    back: useCallback(() => setSteps((before) => (before.length > 1 ? before.slice(0, -1) : before)), []),
    clear: useCallback(() => setSteps([EMPTY_DRAFT]), []),
  }
}
