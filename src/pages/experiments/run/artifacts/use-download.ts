import { useState } from 'react'
import { saveFile } from '~/ui/save-file'

/** Saves a file that must be fetched with the sign-in first: a plain link could not carry it. */
export function useDownload(fetchFile: () => Promise<File>): {
  isBusy: boolean
  error: unknown
  start: () => void
} {
  const [state, setState] = useState<{ isBusy: boolean; error: unknown }>({ isBusy: false, error: null })
  const start = () => {
    setState({ isBusy: true, error: null })
    fetchFile()
      .then((file) => saveFile(file, file.name))
      .then(
        () => setState({ isBusy: false, error: null }),
        (error: unknown) => setState({ isBusy: false, error }),
      )
  }
  return { ...state, start }
}
