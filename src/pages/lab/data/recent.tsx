import { useEffect } from 'react'
import { bundledFile } from '~/data/samples'
import { linkTo } from '~/lib/paths'
import { forgetRecentFiles, rememberFiles, useRecentFiles } from '~/stores/recent-files'
import { Button } from '~/ui/controls/button'
import { labCodec, type LabSettings } from '../settings'
import styles from './recent.module.css'

/** Remembers own files by name once something was found in them. */
export function useRemembered(settings: LabSettings, found: boolean): void {
  const { reference, test } = settings
  const files = [reference, test].filter((file) => file !== null)
  const isOwn = files.some(({ digest }) => !bundledFile(digest))
  const search = found && isOwn ? labCodec.write({ ...settings, view: null, run: true }).toString() : null
  const names = JSON.stringify(files.map(({ name, digest }) => [name, digest]))
  useEffect(() => {
    if (search === null) return
    const pairs = JSON.parse(names) as [string, string][]
    rememberFiles({
      names: pairs.map(([name]) => name),
      digests: pairs.map(([, digest]) => digest),
      search,
    })
  }, [search, names])
}

/** Own files of before, by name. Choosing one asks for its files: a browser does not keep them. */
export function Recent() {
  const { recent } = useRecentFiles()
  if (recent.length === 0) return null
  return (
    <section className={styles['recent']} aria-label="Compared before">
      <h3 className={styles['title']}>Compared before</h3>
      <ul>
        {recent.map(({ names, digests, search }) => (
          <li key={digests.join()}>
            <a href={`${linkTo('lab')}?${search}`}>{names.join(' and ')}</a>
          </li>
        ))}
      </ul>
      <Button size={28} variant="quiet" onClick={forgetRecentFiles}>
        Forget these names
      </Button>
    </section>
  )
}
