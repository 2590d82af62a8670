import { useCallback, useState } from 'react'
import { EmptyState } from '~/ui/states/empty-state'
import styles from './artifacts.module.css'
import { ownOf } from '~/lib/own'

const TYPES: Readonly<Record<string, string>> = {
  png: 'image/png',
  jpg: 'image/jpeg',
  jpeg: 'image/jpeg',
  gif: 'image/gif',
  webp: 'image/webp',
  avif: 'image/avif',
  bmp: 'image/bmp',
  svg: 'image/svg+xml',
}

/** A picture from bytes: an `<img>` of the server's address could not carry the sign-in. An SVG runs nothing in an `<img>`. */
export function ImageView({ bytes, name }: { bytes: ArrayBuffer; name: string }) {
  const type = ownOf(TYPES, name.split('.').at(-1)?.toLowerCase() ?? '') ?? 'application/octet-stream'
  const shown = useObjectUrl(bytes, type)
  const [failed, setFailed] = useState<ArrayBuffer | null>(null)
  const [size, setSize] = useState<string | null>(null)
  if (failed === bytes)
    return (
      <EmptyState
        title="This picture cannot be read"
        text="Its content does not match its name. Download it to look closer."
        picture={null}
        level={3}
      />
    )
  return (
    <figure className={styles['picture']}>
      <img
        ref={shown}
        alt={name}
        onError={() => setFailed(bytes)}
        onLoad={({ currentTarget }) =>
          setSize(`${currentTarget.naturalWidth} × ${currentTarget.naturalHeight} pixels`)
        }
      />
      <figcaption className={styles['note']}>{size}</figcaption>
    </figure>
  )
}

/**
 * A picture's address of bytes, for as long as it is on the screen: made and taken back in one place, since React's strict
 * mode mounts a picture twice and would show an address that was taken back.
 */
function useObjectUrl(bytes: ArrayBuffer, type: string): (picture: HTMLImageElement) => () => void {
  return useCallback(
    (picture) => {
      const url = URL.createObjectURL(new Blob([bytes], { type }))
      picture.src = url
      return () => URL.revokeObjectURL(url)
    },
    [bytes, type],
  )
}
