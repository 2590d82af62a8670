import Download from 'lucide-react/icons/download'
import Picture from 'lucide-react/icons/image'
import Link from 'lucide-react/icons/link'
import Maximize from 'lucide-react/icons/maximize-2'
import Minimize from 'lucide-react/icons/minimize-2'
import Pin from 'lucide-react/icons/pin'
import PinOff from 'lucide-react/icons/pin-off'
import Table from 'lucide-react/icons/table-2'
import { type ReactNode, use, useEffect, useId, useRef, useState } from 'react'
import { flushSync } from 'react-dom'
import { safeFileName } from '~/lib/file-name'
import { classNames } from '~/ui/class-names'
import { IconButton } from '~/ui/controls/icon-button'
import { Menu, type MenuItem } from '~/ui/overlays/menu'
import { Mark, type State } from '~/ui/words/mark'
import { Unbroken } from '~/ui/words/unbroken'
import { ChartFilesContext } from './chart-files'
import styles from './charts.module.css'
import { saveFile } from './export'
import { type FileTheme, pictureOf, registerChart, withFonts } from './pictures'
import { pngBlob } from './png'

/** Whether a chart is pinned, and how to pin it or let it go. */
export interface ChartPin {
  isPinned: boolean
  onPin: (isPinned: boolean) => void
}

export interface ChartFrameProps {
  title: string
  subtitle: string
  /** What the chart is called in the names of its files; the page adds data and finding (`ChartFilesContext`). */
  fileName: string
  /** Every raw value behind the chart, made when asked for. */
  csv: () => string
  /** The data as tables: what the picture shows, for the keyboard and for screen readers. */
  table: ReactNode
  onCopyLink?: (() => void) | undefined
  /** Where charts of a page can be pinned: pinned ones come first. */
  pin?: ChartPin | undefined
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

/** What all charts share: title, summary, actions, and the table behind the picture. */
export function ChartFrame(props: ChartFrameProps) {
  const { title, subtitle, fileName, csv, table, onCopyLink, pin, mark, foot, strip, children } = props
  const id = useId()
  const figure = useRef<HTMLElement>(null)
  const [asTable, setAsTable] = useState(false)
  const [failure, setFailure] = useState<string | null>(null)
  const [fullScreen, toggleFullScreen] = useFullScreen(figure)

  const files = use(ChartFilesContext)
  useEffect(() => {
    const element = figure.current
    if (!element) return undefined
    return registerChart(element, () => ({
      title,
      subtitle,
      files,
      showPicture: () => {
        flushSync(() => setAsTable(false))
        return () => setAsTable(asTable)
      },
    }))
  })

  const name = safeFileName(files?.data ?? '', fileName, files?.finding ?? '')
  const save = async (kind: 'png' | 'svg', theme: FileTheme) => {
    try {
      const picture = figure.current ? await pictureOf(figure.current, theme) : null
      if (!picture) throw new Error('its drawing is not here yet. Try again in a moment.')
      if (kind === 'png') saveFile(`${name}.png`, await pngBlob(picture))
      else saveFile(`${name}.svg`, (await withFonts(picture)).markup, 'image/svg+xml')
      setFailure(null)
    } catch (thrown) {
      const why = thrown instanceof Error ? thrown.message : String(thrown)
      setFailure(`The ${kind.toUpperCase()} could not be made: ${why}`)
    }
  }
  const item = (kind: 'png' | 'svg', theme: FileTheme): MenuItem => ({
    id: `${kind}-${theme}`,
    title: `${kind.toUpperCase()}, ${theme}`,
    run: () => void save(kind, theme),
  })

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
          <Unbroken text={subtitle} />
        </p>
        <div
          className={styles['actions']}
          role="group"
          aria-label={`Actions for ${title}`}
          data-aside=""
          data-unprinted=""
        >
          {pin ? (
            <IconButton
              icon={pin.isPinned ? PinOff : Pin}
              label="Pin this chart"
              aria-pressed={pin.isPinned}
              onClick={({ currentTarget }) => {
                pin.onPin(!pin.isPinned)
                // The chart may have gone to another place, and the focus is lost where it was moved.
                currentTarget.focus({ preventScroll: true })
              }}
            />
          ) : null}
          <IconButton
            icon={Table}
            label="Show as table"
            aria-pressed={asTable}
            onClick={() => setAsTable(!asTable)}
          />
          {/* A full screen shows nothing beside the chart: no menu either. */}
          {fullScreen ? null : (
            <Menu
              label="Save picture"
              icon={Picture}
              variant="quiet"
              size={28}
              items={[item('png', 'light'), item('png', 'dark'), item('svg', 'light'), item('svg', 'dark')]}
            />
          )}
          <IconButton
            icon={Download}
            label="Download data as CSV"
            onClick={() => saveFile(`${name}.csv`, csv(), 'text/csv')}
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
