import { type BundledSample, bundledSamples } from '~/data/samples'
import { detectorById } from '~/drift/registry'
import { formatBytes, formatCount } from '~/lib/format'
import { Button } from '~/ui/controls/button'
import { Dialog } from '~/ui/overlays/dialog'
import styles from './samples-dialog.module.css'

interface SamplesDialogProps {
  open: boolean
  onClose(): void
  onOpenSample(sample: BundledSample): void
}

/** The data sets that come with this page, each with its source and licence. */
export function SamplesDialog({ open, onClose, onOpenSample }: SamplesDialogProps) {
  return (
    <Dialog
      open={open}
      onClose={onClose}
      title="Bundled samples"
      subtitle="Real data that comes with this page: no network is needed."
      size={640}
    >
      <SampleList onOpenSample={onOpenSample} level={3} />
    </Dialog>
  )
}

/** One row a sample: what it is, how large, its licence, and the button that opens and runs it. */
export function SampleList({
  onOpenSample,
  level,
}: Pick<SamplesDialogProps, 'onOpenSample'> & { level: 2 | 3 }) {
  const Heading = `h${level}` as const
  return (
    <ul className={styles['list']}>
      {bundledSamples.map((sample) => (
        <li key={sample.id} className={styles['sample']}>
          <div className={styles['words']}>
            <Heading className={styles['name']}>{sample.name}</Heading>
            <p>{sample.description}</p>
            <p className={styles['facts']}>
              {formatCount(sample.files.reduce((sum, f) => sum + f.rows, 0))} rows,{' '}
              {formatBytes(sample.files.reduce((sum, f) => sum + f.bytes, 0))} ·{' '}
              {detectorById(sample.suggestion.detector)?.name} · {sample.licence.name}
            </p>
          </div>
          <Button size={28} aria-label={`Open ${sample.name}`} onClick={() => onOpenSample(sample)}>
            Open
          </Button>
        </li>
      ))}
    </ul>
  )
}
