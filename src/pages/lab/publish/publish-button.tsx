import Upload from 'lucide-react/icons/upload'
import { useState } from 'react'
import { type JobToPublish, proposedTags, recordFor } from '~/domain/drift-watch/publish'
import { Button } from '~/ui/controls/button'
import { late } from '~/ui/states/late'

const { Late: PublishDialog, approach } = late(() => import('~/scaffold/publish/publish-dialog'))

interface PublishButtonProps {
  job: () => JobToPublish
  /** Why it cannot be published now. */
  disabledReason: string | null
}

/** Opens the dialog; its code comes when the button is approached. */
export function PublishButton({ job, disabledReason }: PublishButtonProps) {
  // What is on the screen at the press is what is published, also when other settings are tried meanwhile.
  const [published, setPublished] = useState<JobToPublish | null>(null)
  return (
    <>
      <Button
        variant="primary"
        icon={Upload}
        aria-haspopup="dialog"
        disabledReason={disabledReason}
        onPointerEnter={approach}
        onFocus={approach}
        onClick={() => setPublished(job())}
      >
        Publish
      </Button>
      {published ? (
        <PublishDialog
          record={{
            result: published.main,
            tags: proposedTags(published.detector),
            draft: (labels) => recordFor(published, labels),
          }}
          subtitle="The numbers of this result and the names and digests of its files are sent. The files are not."
          onClose={() => setPublished(null)}
        />
      ) : null}
    </>
  )
}
