import Upload from 'lucide-react/icons/upload'
import { type ReactNode, useEffect, useId, useRef, useState } from 'react'
import { Button } from './button'
import { classNames } from '../class-names'
import { Icon } from '../words/icon'
import styles from './file-drop.module.css'

export interface FileDropProps {
  onFiles: (files: File[]) => void
  /** What may be dropped here: "Drop a reference and a test file". */
  title: ReactNode
  /** Which formats, which limit. */
  hint?: ReactNode
  /** Text of the button that opens the file chooser. */
  button?: string
  /** Endings for the chooser: ".csv,.tsv". What is dropped is not filtered: a sentence is better than silence. */
  accept?: string
  multiple?: boolean
  /** A drop anywhere on the page counts. Only where there is one such zone. */
  wholePage?: boolean
  /** One line instead of a tall zone. */
  compact?: boolean
  disabled?: boolean
}

/** A place for files: drop them, or choose them with the button. */
export function FileDrop(props: FileDropProps) {
  const { onFiles, title, hint, button = 'Choose files', accept, multiple = true } = props
  const { wholePage = false, compact = false, disabled = false } = props
  const input = useRef<HTMLInputElement>(null)
  const zone = useRef<HTMLDivElement>(null)
  const [drag, setDrag] = useState<'none' | 'page' | 'over'>('none')
  const hintId = useId()

  const give = (files: File[]) => {
    if (files.length > 0 && !disabled) onFiles(multiple ? files : files.slice(0, 1))
  }
  const latest = useRef(give)
  useEffect(() => {
    latest.current = give
  })

  useEffect(() => {
    // Enter and leave come for every element that is crossed; the last leave ends the drag.
    let depth = 0
    const inside = (event: DragEvent) =>
      event.target instanceof Node && zone.current?.contains(event.target) === true
    const onEnter = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth += 1
      setDrag(inside(event) ? 'over' : 'page')
    }
    const onLeave = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      depth = Math.max(0, depth - 1)
      if (depth === 0) setDrag('none')
    }
    const onOver = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      // Without this the browser would open the file in place of the page, and everything loaded were lost.
      event.preventDefault()
      const taken = !disabled && (wholePage || inside(event))
      if (event.dataTransfer && (taken || !overOtherZone(event)))
        event.dataTransfer.dropEffect = taken ? 'copy' : 'none'
    }
    const onDrop = (event: DragEvent) => {
      if (!carriesFiles(event)) return
      event.preventDefault()
      depth = 0
      setDrag('none')
      if (!wholePage && !inside(event)) return
      // The shell, at the window, opens the Lab with what comes so far.
      event.stopPropagation()
      latest.current([...(event.dataTransfer?.files ?? [])])
    }
    window.addEventListener('dragenter', onEnter)
    window.addEventListener('dragleave', onLeave)
    window.addEventListener('dragover', onOver)
    document.addEventListener('drop', onDrop)
    return () => {
      window.removeEventListener('dragenter', onEnter)
      window.removeEventListener('dragleave', onLeave)
      window.removeEventListener('dragover', onOver)
      document.removeEventListener('drop', onDrop)
    }
  }, [wholePage, disabled])

  return (
    <div
      ref={zone}
      data-file-drop=""
      className={classNames(
        styles['zone'],
        compact && styles['compact'],
        drag !== 'none' && !disabled && styles['near'],
        (drag === 'over' || (drag === 'page' && wholePage)) && !disabled && styles['over'],
      )}
    >
      {compact ? null : <Icon of={Upload} size={20} />}
      <div className={styles['words']}>
        <p className={styles['title']}>{drag === 'over' ? 'Drop to read' : title}</p>
        {hint === undefined ? null : (
          <p id={hintId} className={styles['hint']}>
            {hint}
          </p>
        )}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        aria-label={button}
        multiple={multiple}
        disabled={disabled}
        {...(accept === undefined ? {} : { accept })}
        onChange={(event) => {
          give([...(event.target.files ?? [])])
          // The same file can be chosen again after it was removed.
          event.target.value = ''
        }}
      />
      <Button
        size={28}
        disabled={disabled}
        onClick={() => input.current?.click()}
        {...(hint === undefined ? {} : { 'aria-describedby': hintId })}
      >
        {button}
      </Button>
    </div>
  )
}

const carriesFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes('Files') === true

/** Another zone sets the drop effect of its own ground. */
const overOtherZone = (event: DragEvent): boolean =>
  event.target instanceof Element && event.target.closest('[data-file-drop]') !== null
