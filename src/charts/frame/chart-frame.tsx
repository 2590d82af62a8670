import Download from 'lucide-react/icons/download'
import FileCode from 'lucide-react/icons/file-code'
import Picture from 'lucide-react/icons/image'
import Link from 'lucide-react/icons/link'
import Maximize from 'lucide-react/icons/maximize-2'
import Minimize from 'lucide-react/icons/minimize-2'
import Table from 'lucide-react/icons/table-2'
import { useEffect, useId, useRef, useState } from 'react'
import type { ReactNode } from 'react'
import { classNames } from '~/ui/class-names'
import { IconButton } from '~/ui/controls/icon-button'
import { Mark, type State } from '~/ui/words/mark'
import styles from './charts.module.css'
import { pngBlob, saveFile, svgDocument } from './export'

export interface ChartFrameProps {
  title: string
  subtitle: string
  /** Base name of exported files, without extension. */
  fileName: string
  /** Every raw value behind the chart, made when asked for. */
  csv: () => string
  /** The data as tables: what the picture shows, for the keyboard and for screen readers. */
  table: ReactNode
  onCopyLink?: (() => void) | undefined
  /** The page's finding: a large title. */
  large?: boolean
  /** Stands before the title. */
  mark?: State | undefined
  /** Under the picture: notes and zoom. */
  foot?: ReactNode
  /** At the foot of the frame behind a line, beside picture and table alike. */
  strip?: ReactNode
  /** The picture. An `<svg role="img">`, or the first one in a slider, is what is exported. */
  children: ReactNode
}

const pictureHidden = 'the table is shown; go back to the chart first.'

/** What all charts share: title, summary, actions, and the table behind the picture. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, subtitle, fileName, csv, table, onCopyLink, mark, foot, strip, children } = props
  const id = useId()
  const figure = useRef<HTMLElement>(null)
  const [asTable, setAsTable] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [fullScreen, toggleFullScreen] = useFullScreen(figure)

  const picture = () => {
    const svg = figure.current?.querySelector<SVGSVGElement>(
      '[data-picture] [role=slider] svg, [data-picture] svg[role=img]',
    )
    return svg ? svgDocument(svg, title, subtitle) : null
  }
  const saveSvg = () => {
    const made = picture()
    if (made) saveFile(`${fileName}.svg`, made.markup, 'image/svg+xml')
  }
  const savePng = async () => {
    const made = picture()
    if (!made) return
    try {
      saveFile(`${fileName}.png`, await pngBlob(made))
      setFailure(null)
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : String(thrown)
      setFailure(`The PNG could not be made: ${why} The SVG holds the same picture.`)
    }
  }

  return (
    <figure
      ref={figure}
      className={classNames(styles['figure'], props.large && styles['large'])}
      aria-labelledby={`${id}-title`}
      aria-describedby={`${id}-text`}
    >
      <div className={styles['head']}>
        <h2 className={styles['title']} id={`${id}-title`}>
          {mark && <Mark state={mark} size={props.large ? 16 : 12} />}
          {title}
        </h2>
        <p className={styles['subtitle']} id={`${id}-text`}>
          {subtitle}
        </p>
        <div className={styles['actions']} role="group" aria-label={`Actions for ${title}`}>
          <IconButton
            icon={Table}
            label="Show as table"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          />
          <IconButton
            icon={Picture}
            label="Save as PNG"
            disabled={asTable}
            disabledReason={asTable ? pictureHidden : null}
            onClick={() => void savePng()}
          />
          <IconButton
            icon={FileCode}
            label="Save as SVG"
            disabled={asTable}
            disabledReason={asTable ? pictureHidden : null}
            onClick={saveSvg}
          />
          <IconButton
            icon={Download}
            label="Download data as CSV"
            onClick={() => saveFile(`${fileName}.csv`, csv(), 'text/csv')}
          />
          {onCopyLink && <IconButton icon={Link} label="Copy link" onClick={onCopyLink} />}
          {document.fullscreenEnabled && (
            <IconButton
              icon={fullScreen ? Minimize : Maximize}
              label={fullScreen ? 'Leave full screen' : 'Full screen'}
              onClick={toggleFullScreen}
            />
          )}
        </div>
      </div>
      {failure !== null && (
        <p className={styles['failure']} role="alert">
          {failure}
        </p>
      )}
      {asTable ? (
        <div className={styles['body']}>{table}</div>
      ) : (
        <>
          <div className={styles['body']} data-picture="">
            {children}
          </div>
          {foot}
        </>
      )}
      {strip != null && <div className={styles['strip']}>{strip}</div>}
    </figure>
  )
}

function useFullScreen(figure: { readonly current: HTMLElement | null }): [boolean, () => void] {
  const [on, setOn] = useState(false)
  useEffect(() => {
    const update = () => setOn(figure.current !== null && document.fullscreenElement === figure.current)
    document.addEventListener('fullscreenchange', update)
    return () => document.removeEventListener('fullscreenchange', update)
  }, [figure])
  const toggle = () => {
    // A refusal (a policy, no gesture) leaves things as they are, and the button says so by not changing.
    if (on) void document.exitFullscreen().catch(() => undefined)
    else void figure.current?.requestFullscreen().catch(() => undefined)
  }
  return [on, toggle]
}
