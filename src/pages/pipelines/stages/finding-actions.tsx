import ArrowLeftRight from 'lucide-react/icons/arrow-left-right'
import Upload from 'lucide-react/icons/upload'
import { useState } from 'react'
import { CHANGE_TAGS, changeRecord } from '~/domain/jenkins/drift-record'
import { markOf, type PipelineFinding, titleOf } from '~/domain/jenkins/findings'
import { linkTo } from '~/lib/paths'
import { type MarkKind, setMark } from '~/stores/pipelines'
import { toast } from '~/stores/toasts'
import { Button } from '~/ui/controls/button'
import { LinkButton } from '~/ui/controls/link-button'
import { late } from '~/ui/states/late'
import styles from './page.module.css'

const { Late: PublishDialog, approach } = late(() => import('~/scaffold/publish/publish-dialog'))

interface FindingActionsProps {
  job: string
  finding: PipelineFinding
  /** It is what the page has found: its first action stands out. */
  isMain?: boolean
}

/** What one does about a change: look at both builds, say that it is known, or write it down. */
export function FindingActions({ job, finding, isMain = false }: FindingActionsProps) {
  const [isPublishing, setPublishing] = useState(false)
  const { before, since } = finding
  const mark = (kind: MarkKind) => {
    const own = markOf(finding)
    setMark(job, own, kind)
    toast({
      tone: 'ok',
      title: kind === 'muted' ? 'Muted' : 'Acknowledged',
      text: `${titleOf(finding)}. Kept in this browser, for this pipeline.`,
      action: { label: 'Undo', run: () => setMark(job, own, null) },
    })
  }
  return (
    <span className={styles['actions']}>
      <LinkButton
        size={28}
        {...(isMain ? { variant: 'primary' as const } : {})}
        icon={ArrowLeftRight}
        href={linkTo('pipelines.compare', { job }, { before: before.id, after: since.id })}
      >
        Compare {before.name} and {since.name}
      </LinkButton>
      <Button size={28} variant="quiet" onClick={() => mark('acknowledged')}>
        Acknowledge
      </Button>
      <Button size={28} variant="quiet" onClick={() => mark('muted')}>
        Mute
      </Button>
      <Button
        size={28}
        variant="quiet"
        icon={Upload}
        aria-haspopup="dialog"
        onPointerEnter={approach}
        onFocus={approach}
        onClick={() => setPublishing(true)}
      >
        Publish to Drift Watch
      </Button>
      {isPublishing ? (
        <PublishDialog
          record={{
            result: finding.change,
            tags: CHANGE_TAGS[finding.kind],
            draft: (labels) =>
              changeRecord(
                {
                  job,
                  finding,
                  link: new URL(linkTo('pipelines.stages', { job }), location.href).href,
                },
                labels,
              ),
          }}
          subtitle="The names of the pipeline and its stages, build numbers, medians and p are sent; logs and commits are not."
          onClose={() => setPublishing(false)}
        />
      ) : null}
    </span>
  )
}
