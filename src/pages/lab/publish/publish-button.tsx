import Upload from 'lucide-react/icons/upload'
import { useState } from 'react'
import type { RunToPublish } from '~/domain/drift-watch/publish'
import { Button } from '~/ui/button'
import { late } from '~/ui/late'

const { Late: PublishDialog, approach } = late(() => import('./publish-dialog'))

interface PublishButtonProps {
  run: () => RunToPublish
  /** Why it cannot be published now. */
  disabledReason: string | null
}

/** Opens the dialog; its code comes when the button is approached. */
export function PublishButton({ run, disabledReason }: PublishButtonProps) {
  // What is on the screen at the press is what is published, also when other settings are tried meanwhile.
  const [published, setPublished] = useState<RunToPublish | null>(null)
  return (
    <>
      <Button
        variant="primary"
        icon={Upload}
        aria-haspopup="dialog"
        disabledReason={disabledReason}
        onPointerEnter={approach}
        onFocus={approach}
        onClick={() => setPublished(run())}
      >
        Publish
      </Button>
      {published ? <PublishDialog run={published} onClose={() => setPublished(null)} /> : null}
    </>
  )
}
