import ArrowLeftRight from 'lucide-react/icons/arrow-left-right'
import { timeColumns } from '~/data/prepare/column-choices'
import type { ReadOptions } from '~/data/read-options'
import { takesOf } from '~/domain/detection/detector-input'
import { formatCount, formatDuration } from '~/lib/format'
import { useJobs } from '~/stores/jobs'
import { classNames } from '~/ui/class-names'
import { Button } from '~/ui/controls/button'
import { Checkbox } from '~/ui/controls/checkbox'
import { FileDrop } from '~/ui/controls/file-drop'
import { FrameSection } from '~/ui/page/frame'
import { IconButton } from '~/ui/controls/icon-button'
import { Notice } from '~/ui/states/notice'
import { SelectField } from '~/ui/controls/select'
import styles from './data-panel.module.css'
import type { LabPlan } from '../job/plan'
import { ColumnPicker } from './column-picker'
import { FileCard, ReadProgress } from './file-card'
import { KeepFiles } from './keep-files'
import { LabelChoice } from './label-choice'
import type { LabSettings } from '../settings'
import { shapeColumn } from './shape-column'
import { SplitForm } from './split-form'
import { TimeOrder } from './time-order'
import type { Files, Slot } from './use-files'
import type { ChangeSettings } from '../use-settings'

interface DataPanelProps {
  settings: LabSettings
  change: ChangeSettings
  files: Files
  plan: LabPlan
  onShowColumns(): void
}

/** What is compared: files, how one file is parted, columns, order. */
export function DataPanel({ settings, change, files, plan, onShowColumns }: DataPanelProps) {
  const { reference, test } = files
  const placed = [reference, test].filter((s) => s.state !== 'empty').length
  const missing = [reference, test].filter((s) => s.state === 'missing').length
  return (
    <FrameSection title="Data" actions={<ReadTime slots={[reference, test]} />}>
      <div
        className={classNames(
          styles['stack'],
          placed === 0 && styles['empty'],
          [reference, test].some((s) => s.state === 'reading') && styles['reading'],
        )}
      >
        <FileCards settings={settings} change={change} files={files} plan={plan} />
        <FileDrop
          onFiles={(dropped) => void files.add(dropped)}
          wholePage
          title={
            missing > 0
              ? `Drop the missing ${missing === 1 ? 'file' : 'files'}`
              : placed === 0
                ? 'Drop a reference and a test file'
                : placed === 1
                  ? 'Drop the test file'
                  : 'Replace files'
          }
          {...(placed === 0 ? { hint: 'CSV, TSV, JSON, Parquet, Arrow, .npy or .npz, up to 1 GB each' } : {})}
          button={placed === 0 ? 'Choose files' : 'Choose'}
          compact={placed > 0}
        />
        <NewReads known={[reference, test]} />
        {files.problems.length > 0 ? (
          <Notice
            tone="error"
            announce
            actions={
              <Button size={28} onClick={files.dismissProblems}>
                Dismiss
              </Button>
            }
          >
            {files.problems.map((sentence) => (
              <p key={sentence}>{sentence}</p>
            ))}
          </Notice>
        ) : null}
        {reference.state === 'loaded' && test.state === 'empty' ? (
          <SplitForm
            summary={reference.summary}
            split={settings.split}
            optional={plan.referenceOptional}
            onChange={(split) => change({ split })}
          />
        ) : null}
        {reference.state === 'loaded' ? (
          <ColumnChoice
            settings={settings}
            change={change}
            reference={reference}
            test={test}
            plan={plan}
            onShowColumns={onShowColumns}
          />
        ) : null}
        {placed > 0 ? <KeepFiles slots={[reference, test]} /> : null}
      </div>
    </FrameSection>
  )
}

function FileCards({
  settings,
  change,
  files,
  plan,
}: Pick<DataPanelProps, 'settings' | 'change' | 'files' | 'plan'>) {
  const { available, referenceOptional } = plan
  const { reference, test } = files
  const alone = settings.split ? 'Reference and test' : referenceOptional ? 'Stream' : 'Reference'
  const shape =
    reference.state === 'loaded'
      ? shapeColumn(reference.summary, test.state === 'loaded' ? test.summary : null, available)
      : null
  const readAs = (role: 'reference' | 'test') => (options: ReadOptions | null) => {
    const file = settings[role]
    if (!file) return
    const { digest, name } = file
    // Columns and times may have other names then.
    change({ [role]: { digest, name, ...(options ? { options } : {}) }, columns: null, timeColumn: null })
  }
  const removeReference = () =>
    // The test file, if there is one, steps up: it is the one file that is left.
    change({ reference: settings.test, test: null, split: null, columns: null, timeColumn: null })
  return (
    <>
      {reference.state === 'empty' ? null : (
        <FileCard
          role={settings.test ? 'Reference' : alone}
          slot={reference}
          series={1}
          shape={shape}
          onRemove={removeReference}
          onReadAs={readAs('reference')}
        />
      )}
      {test.state === 'empty' ? null : (
        <div className={styles['second']}>
          {reference.state === 'empty' ? null : (
            <div className={styles['swap']}>
              <IconButton
                icon={ArrowLeftRight}
                label="Swap reference and test"
                size={24}
                outlined
                onClick={() => change({ reference: settings.test, test: settings.reference })}
              />
            </div>
          )}
          <FileCard
            role="Test"
            slot={test}
            series={3}
            shape={shape}
            onRemove={() => change({ test: null })}
            onReadAs={readAs('test')}
          />
        </div>
      )}
    </>
  )
}

/** What a detector of one column looks at: by default the first principal component of several. */
function OneColumn({ plan, onChoose }: { plan: LabPlan; onChoose(columns: string[] | null): void }) {
  const { available, chosen, standard, detector } = plan
  const several = chosen.length > 1 ? chosen : standard
  const canBeComponent = detector?.columns === 'one' && takesOf(detector) === 'numbers' && several.length > 1
  return (
    <SelectField
      label="Column"
      // A column may be called anything: the component is told apart by its own prefix.
      value={chosen.length > 1 ? '*' : `=${chosen[0] ?? ''}`}
      options={[
        ...(canBeComponent
          ? [
              {
                value: '*',
                label: `First principal component (PC 1) of ${formatCount(several.length)} columns`,
              },
            ]
          : []),
        ...available.map((name) => ({ value: `=${name}`, label: name })),
      ]}
      onChange={(value) => onChoose(value === '*' ? null : [value.slice(1)])}
    />
  )
}

/** "read in 41 ms", once everything is. */
function ReadTime({ slots }: { slots: readonly Slot[] }) {
  const loaded = slots.filter((s) => s.state === 'loaded')
  if (loaded.length === 0 || slots.some((s) => s.state === 'reading')) return null
  const ms = loaded.reduce((sum, s) => sum + s.readMs, 0)
  return <span className={styles['note']}>read in {formatDuration(ms)}</span>
}

/** Files that are being read and have no place yet. */
function NewReads({ known }: { known: readonly Slot[] }) {
  const reading = useJobs(({ jobs }) => jobs)
    .filter((j) => j.kind === 'read' && j.progress !== null)
    .filter((j) => !known.some((s) => s.state === 'reading' && s.file.name === j.title))
  return reading.map((j) => <ReadProgress key={j.id} name={j.title} />)
}

function ColumnChoice({
  settings,
  change,
  reference,
  test,
  plan,
  onShowColumns,
}: Pick<DataPanelProps, 'settings' | 'change' | 'plan' | 'onShowColumns'> & {
  reference: Extract<Slot, { state: 'loaded' }>
  test: Slot
}) {
  const { available, chosen, detector, oneColumn } = plan
  const times = timeColumns((test.state === 'loaded' ? test : reference).summary)
  const concept = detector?.columns === 'error' || detector?.columns === 'labels'
  return (
    <>
      {concept && detector ? (
        <LabelChoice
          detector={detector}
          settings={settings}
          change={change}
          reference={reference.summary}
          test={test.state === 'loaded' ? test.summary : null}
          errorColumns={available}
          errorColumn={chosen[0] ?? ''}
        />
      ) : oneColumn ? (
        <OneColumn plan={plan} onChoose={(columns) => change({ columns })} />
      ) : null}
      {concept ? null : (
        <div className={styles['row']}>
          <Checkbox checked={settings.standardise} onChange={(standardise) => change({ standardise })}>
            Standardise
          </Checkbox>
          {oneColumn ? null : (
            <ColumnPicker
              summary={reference.summary}
              available={available}
              chosen={chosen}
              standard={plan.standard}
              onChoose={(columns) => change({ columns })}
              onShowTable={onShowColumns}
            />
          )}
        </div>
      )}
      <SelectField
        label="Order of the stream"
        value={settings.timeColumn ?? ''}
        options={[
          { value: '', label: 'Rows as they come' },
          ...times.map((name) => ({ value: name, label: `By ${name}` })),
        ]}
        onChange={(name) => change({ timeColumn: name === '' ? null : name })}
      />
      <TimeOrder
        summary={(test.state === 'loaded' ? test : reference).summary}
        timeColumn={settings.timeColumn}
        onSort={(timeColumn) => change({ timeColumn })}
      />
    </>
  )
}
