import { useCallback, useState } from 'react'
import {
  type Access,
  isSameAccess,
  perhapsLeakedManagers,
  rebaseAccess,
  reviewAccess,
  withGrant,
} from '~/domain/drift-watch/access'
import type { DriftExperiment, DriftUser, Me } from '~/domain/drift-watch/drift-record'
import { formatCount } from '~/lib/format'
import { useDraft } from '~/scaffold/use-draft'
import { Button } from '~/ui/controls/button'
import { Checkbox } from '~/ui/controls/checkbox'
import { Frame, FrameFooter, FrameSection } from '~/ui/page/frame'
import { Notice } from '~/ui/states/notice'
import { AddGrant } from './add-grant'
import { GrantTable } from './grant-table'
import { ReviewDialog } from './review-dialog'
import styles from './access.module.css'
import { whoseGrant } from './whose'

interface AccessEditorProps {
  experiment: DriftExperiment
  me: Me | null
  users: readonly DriftUser[]
  canChange: boolean
}

/** What a person works on. */
interface Draft {
  /** What the server had when they began, or when they took over what another had saved. */
  base: Access
  mine: Access
}

/** The grants and the public switch; changes are a draft until they are reviewed. */
export function AccessEditor({ experiment, me, users, canChange }: AccessEditorProps) {
  const [draft, setDraft] = useState<Draft | null>(null)
  const [found, setFound] = useState<readonly DriftUser[]>([])
  const remember = useCallback(
    (more: readonly DriftUser[]) =>
      setFound((known) => [...known, ...more.filter(({ id }) => !known.some((one) => one.id === id))]),
    [],
  )
  const [reviewing, setReviewing] = useState(false)
  const base = draft?.base ?? experiment
  const mine = draft?.mine ?? experiment
  const unsaved = draft !== null && !isSameAccess(base, mine)
  const change = (next: Access) => setDraft({ base, mine: next })
  const { guard } = useDraft({
    unsaved,
    title: 'Leave without saving?',
    lost: 'What you changed in the list of access is lost.',
  })
  const whose = (entity: string) => whoseGrant(entity, me, [...users, ...found])
  const review = me ? reviewAccess(base, mine, me) : null
  const managers = canChange ? perhapsLeakedManagers(mine.grants) : []
  return (
    <Frame title="Who may use it" flush>
      {managers.length > 0 ? (
        <FrameSection>
          <Notice tone="warning" title={`${formatCount(managers.length)} people manage this.`}>
            Check that each was meant to: where a client creates an experiment without a list of permissions,
            this server also gives Manage to people who created others before. Take it from whom you do not
            know.
          </Notice>
        </FrameSection>
      ) : null}
      <GrantTable
        base={base}
        grants={mine.grants}
        whose={whose}
        onChange={
          canChange
            ? (entity, level) =>
                change({ isPublic: mine.isPublic, grants: withGrant(mine.grants, entity, level) })
            : null
        }
      />
      {canChange && me ? (
        <FrameSection title="Give access">
          <AddGrant
            me={me}
            known={mine.grants.map(({ entity }) => entity)}
            onFound={remember}
            onAdd={(entity, level) =>
              change({ isPublic: mine.isPublic, grants: withGrant(mine.grants, entity, level) })
            }
          />
        </FrameSection>
      ) : null}
      <FrameSection title="Everybody">
        <Checkbox
          checked={mine.isPublic}
          disabled={!canChange}
          onChange={(isPublic) => change({ grants: mine.grants, isPublic })}
          help="It applies to the records only. Name, description and this list are readable for everybody in any case, also of a private experiment: the server hides none of them."
        >
          Public: everybody sees its records, even without signing in
        </Checkbox>
      </FrameSection>
      {canChange && review ? (
        <FrameFooter>
          <div className={styles['foot']}>
            <span role="status" className={styles['quiet']}>
              {unsaved ? (review.stop ?? 'Nothing is saved yet.') : 'Nothing is changed.'}
            </span>
            {unsaved ? <Button onClick={() => setDraft(null)}>Discard</Button> : null}
            <Button
              variant="primary"
              disabled={!unsaved}
              disabledReason={unsaved ? review.stop : null}
              onClick={() => setReviewing(true)}
            >
              Review changes
            </Button>
          </div>
        </FrameFooter>
      ) : null}
      {reviewing && review && draft ? (
        <ReviewDialog
          id={experiment.id}
          name={experiment.name}
          base={base}
          review={review}
          whose={whose}
          onClose={() => setReviewing(false)}
          onConflict={(now) => setDraft({ base: now, mine: rebaseAccess(base, mine, now) })}
          onSaved={() => {
            setReviewing(false)
            setDraft(null)
          }}
        />
      ) : null}
      {guard}
    </Frame>
  )
}
