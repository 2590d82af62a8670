import { useState } from 'react'

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
      .then(save)
      .then(
        () => setState({ isBusy: false, error: null }),
        (error: unknown) => setState({ isBusy: false, error }),
      )
  }
  return { ...state, start }
}

function save(file: File): void {
  const url = URL.createObjectURL(file)
  const link = document.createElement('a')
  link.href = url
  link.download = file.name
  link.click()
  // The browser has taken it by the next task.
  setTimeout(() => URL.revokeObjectURL(url), 0)
}
