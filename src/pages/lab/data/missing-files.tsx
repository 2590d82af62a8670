import FileSearch from 'lucide-react/icons/file-search'
import { useRef } from 'react'
import type { FileRef } from '~/queries/lab'
import { useRecentFiles } from '~/stores/recent-files'
import { Button } from '~/ui/controls/button'
import { Frame } from '~/ui/page/frame'
import { EmptyState } from '~/ui/states/empty-state'

interface MissingFilesProps {
  missing: readonly FileRef[]
  /** The result comes once they are there. */
  runs: boolean
  onFiles: (files: File[]) => void
}

/** Asks for files that a link, or this page before its reload, names. */
export function MissingFiles({ missing, runs, onFiles }: MissingFilesProps) {
  const input = useRef<HTMLInputElement>(null)
  const known = useRecentFiles(({ recent }) => recent).flatMap(({ digests }) => digests)
  const names = missing.map(({ name }) => name).join(' and ')
  const isOwn = missing.every(({ digest }) => known.includes(digest))
  const one = missing.length === 1
  return (
    <Frame label="Missing files" flush>
      <EmptyState
        title={
          isOwn
            ? `Choose your ${one ? 'file' : 'files'} again`
            : one
              ? 'A file of this link is not on this machine'
              : 'The files of this link are not on this machine'
        }
        text={`${isOwn ? 'A browser forgets files when a page is closed.' : 'A link holds settings, not data.'} Choose ${names}, or drop ${one ? 'it' : 'them'} anywhere on this page${runs ? ', and the result comes by itself' : ''}.`}
        picture={FileSearch}
        actions={
          <>
            <input
              ref={input}
              type="file"
              hidden
              multiple
              aria-label={`Choose ${names}`}
              onChange={(event) => {
                onFiles([...(event.target.files ?? [])])
                event.target.value = ''
              }}
            />
            <Button variant="primary" onClick={() => input.current?.click()}>
              Choose {one ? names : 'both files'}
            </Button>
          </>
        }
      />
    </Frame>
  )
}
