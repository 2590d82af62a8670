import { useEffect, useMemo, useState } from 'react'
import { EmptyState } from '~/ui/empty-state'
import styles from './artifacts.module.css'

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
  const type = TYPES[name.split('.').at(-1)?.toLowerCase() ?? ''] ?? 'application/octet-stream'
  const url = useObjectUrl(bytes, type)
  const [failed, setFailed] = useState<string | null>(null)
  const [size, setSize] = useState<string | null>(null)
  if (failed === url)
    return (
      <EmptyState
        title="This picture cannot be read"
        text="Its bytes are not what its name says. Download it to look closer."
        picture={null}
        level={3}
      />
    )
  return (
    <figure className={styles['picture']}>
      <img
        src={url}
        alt={name}
        onError={() => setFailed(url)}
        onLoad={({ currentTarget }) =>
          setSize(`${currentTarget.naturalWidth} × ${currentTarget.naturalHeight} pixels`)
        }
      />
      <figcaption className={styles['note']}>{size}</figcaption>
    </figure>
  )
}

/** An address of bytes for as long as they are shown. */
function useObjectUrl(bytes: ArrayBuffer, type: string): string {
  const url = useMemo(() => URL.createObjectURL(new Blob([bytes], { type })), [bytes, type])
  useEffect(() => () => URL.revokeObjectURL(url), [url])
  return url
}
