import Download from 'lucide-react/icons/download'
import Trash2 from 'lucide-react/icons/trash-2'
import { type FormEvent, useState } from 'react'
import {
  type BudgetKept,
  type Budgets,
  budgetsFromJson,
  budgetsKept,
  typedBudget,
} from '~/domain/jenkins/budget'
import { columnTitle } from '~/domain/jenkins/columns'
import type { StageTable } from '~/domain/jenkins/stage-table'
import { formatCount, formatDuration } from '~/lib/format'
import { linkTo } from '~/lib/paths'
import { setBudgets } from '~/stores/pipelines'
import { Button } from '~/ui/controls/button'
import { TextField } from '~/ui/controls/field'
import { FileDrop } from '~/ui/controls/file-drop'
import { IconButton } from '~/ui/controls/icon-button'
import { SelectField } from '~/ui/controls/select'
import { Frame } from '~/ui/page/frame'
import { saveFile } from '~/ui/save-file'
import { Mark } from '~/ui/words/mark'
import { WHOLE } from './series'
import styles from './page.module.css'

interface BudgetsProps {
  job: string
  table: StageTable
  budgets: Budgets
}

/** How long a build and its stages may take, and how often they took longer. */
export function BudgetsFrame({ job, table, budgets }: BudgetsProps) {
  const kept = budgetsKept(table, budgets)
  const lines = [
    ...(budgets.total === null || kept.total === null
      ? []
      : [{ name: WHOLE, ms: budgets.total, kept: kept.total, isTotal: true }]),
    ...Object.entries(budgets.stages).map(([name, ms]) => {
      const column = table.columns.find((one) => columnTitle(one) === name)
      return { name, ms, kept: (column && kept.stages.get(column.key)) ?? null, isTotal: false }
    }),
  ]
  const broken = lines.filter((line) => (line.kept?.over ?? 0) > 0).length
  const remove = (name: string, isTotal: boolean) =>
    setBudgets(job, {
      total: isTotal ? null : budgets.total,
      stages: Object.fromEntries(
        Object.entries(budgets.stages).filter(([stage]) => isTotal || stage !== name),
      ),
    })
  return (
    <Frame
      title={
        lines.length === 0
          ? 'Budgets'
          : broken === 0
            ? `${lines.length === 1 ? 'The budget was' : `All ${formatCount(lines.length)} budgets were`} kept`
            : `${formatCount(broken)} of ${formatCount(lines.length)} ${lines.length === 1 ? 'budget was' : 'budgets were'} exceeded`
      }
      subtitle="How long the build or a stage may take. Kept in this browser for this pipeline; Jenkins is not changed."
      actions={
        lines.length === 0 ? null : (
          <Button
            size={28}
            icon={Download}
            onClick={() =>
              saveFile(
                new Blob([JSON.stringify(budgets, null, 2)], { type: 'application/json' }),
                'budgets.json',
              )
            }
          >
            Save as JSON
          </Button>
        )
      }
    >
      {lines.length === 0 ? null : (
        <ul className={styles['budgets']} aria-label="Budgets">
          {lines.map(({ name, ms, kept: how, isTotal }) => (
            <li key={isTotal ? '' : `stage ${name}`} className={styles['budget']}>
              <span>
                <b>{name}</b> {formatDuration(ms)}
              </span>
              <span className={styles['kept']}>
                <KeptWords job={job} kept={how} />
              </span>
              <IconButton
                icon={Trash2}
                label={`Remove the budget of ${name}`}
                onClick={() => remove(name, isTotal)}
              />
            </li>
          ))}
        </ul>
      )}
      <BudgetForm job={job} table={table} budgets={budgets} />
      <BudgetsFile job={job} />
    </Frame>
  )
}

/** "3 of 40 over budget, last #57" */
function KeptWords({ job, kept }: { job: string; kept: BudgetKept | null }) {
  if (kept === null) return <>no stage of this name in these builds</>
  if (kept.judged === 0) return <>no builds to judge yet</>
  const of = `of ${formatCount(kept.judged)} ${kept.judged === 1 ? 'build' : 'builds'} over budget`
  if (!kept.last)
    return (
      <>
        <Mark state="ok" /> 0 {of}
      </>
    )
  return (
    <>
      <Mark state="drift" /> {formatCount(kept.over)} {of}, last{' '}
      <a href={linkTo('pipelines.build', { job, build: kept.last.id })}>{kept.last.name}</a>
    </>
  )
}

function BudgetForm({ job, table, budgets }: BudgetsProps) {
  const [of, setOf] = useState('')
  const [text, setText] = useState('')
  const [why, setWhy] = useState<string | null>(null)
  const names = table.columns.map(columnTitle)
  const set = (event: FormEvent) => {
    event.preventDefault()
    const typed = typedBudget(text)
    if (!typed.ok || typed.ms === null) {
      setWhy(typed.ok ? 'Type how long it may take, for example 5 min.' : typed.why)
      return
    }
    const { ms } = typed
    setBudgets(
      job,
      of === '' ? { ...budgets, total: ms } : { ...budgets, stages: { ...budgets.stages, [of]: ms } },
    )
    setText('')
    setWhy(null)
  }
  return (
    <form className={styles['form']} onSubmit={set}>
      <SelectField
        label="Budget of"
        value={of}
        options={[{ value: '', label: WHOLE }, ...names.map((name) => ({ value: name, label: name }))]}
        onChange={setOf}
      />
      <TextField
        label="May take"
        value={text}
        placeholder="5 min"
        error={why}
        onChange={(value) => {
          setText(value)
          setWhy(null)
        }}
      />
      <span className={styles['set']}>
        <Button type="submit">Set budget</Button>
      </span>
    </form>
  )
}

/** Reads what "Save as JSON" wrote, here or in another browser. */
function BudgetsFile({ job }: { job: string }) {
  const [why, setWhy] = useState<string | null>(null)
  const read = async (files: File[]) => {
    const [file] = files
    if (!file) return
    const read = budgetsFromJson(await file.text())
    setWhy(read ? null : `${file.name} contains no budgets. Choose a file saved here with “Save as JSON”.`)
    if (read) setBudgets(job, read)
  }
  return (
    <>
      <FileDrop
        compact
        multiple={false}
        accept=".json"
        button="Load budgets"
        title="Budgets from another browser"
        onFiles={(files) => void read(files)}
      />
      {why === null ? null : (
        <p role="alert" className={styles['why']}>
          {why}
        </p>
      )}
    </>
  )
}
