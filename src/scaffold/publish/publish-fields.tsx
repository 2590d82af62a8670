import Upload from 'lucide-react/icons/upload'
import { type FormEvent, useMemo, useState } from 'react'
import type { DriftExperiment } from '~/domain/drift-watch/drift-record'
import type { Visitor } from '~/domain/drift-watch/permission'
import { HttpError } from '~/lib/errors'
import { useAction } from '../use-action'
import { Button } from '~/ui/controls/button'
import { Checkbox } from '~/ui/controls/checkbox'
import { TextField } from '~/ui/controls/field'
import { Problem } from '~/ui/states/problem'
import { Segmented } from '~/ui/controls/segmented'
import { ExperimentChoice } from './experiment-choice'
import {
  emptyForm,
  experimentOptions,
  problemsOf,
  type PublishForm,
  type PublishProblems,
} from './publish-form'
import styles from './publish.module.css'

export interface PublishFieldsProps {
  experiments: readonly DriftExperiment[]
  me: Visitor | null
  /** Offered before anything is typed. */
  tags: readonly string[]
  /** What will be written, as JSON, for who wants to see it. */
  preview: (form: PublishForm) => string
  /** Sends it; `created` is to be called once an experiment was created on the way. */
  onSend: (form: PublishForm, created: (experiment: DriftExperiment) => void) => Promise<void>
  /** Something was changed that is not published yet. */
  onTyped: () => void
  onDone: () => void
  onCancel: () => void
}

/** Everything that a record needs beside the result itself. A failure is told in place, and what was typed stays. */
export function PublishFields({ experiments, me, tags, preview, ...does }: PublishFieldsProps) {
  const options = useMemo(() => experimentOptions(experiments, me), [experiments, me])
  const [form, setForm] = useState(() => emptyForm(options, tags))
  const [asked, setAsked] = useState(false)
  const sending = useAction(
    (form: PublishForm) =>
      does.onSend(form, ({ id: experiment }) =>
        setForm((now) => ({ ...now, where: 'existing', experiment })),
      ),
    { failure: 'here', onDone: does.onDone },
  )
  const { failure } = sending
  const problems = problemsOf(form, options)
  const shown: PublishProblems = asked ? problems : problems.tags === undefined ? {} : { tags: problems.tags }
  const taken = form.where === 'new' && failure instanceof HttpError && failure.status === 409
  const change = (part: Partial<PublishForm>) => {
    setForm((now) => ({ ...now, ...part }))
    does.onTyped()
    if ('name' in part || 'where' in part) sending.dismiss()
  }

  const send = () => {
    setAsked(true)
    if (Object.keys(problems).length === 0) sending.run(form)
  }
  const onSubmit = (event: FormEvent) => {
    event.preventDefault()
    send()
  }

  return (
    <form className={styles['form']} onSubmit={onSubmit} aria-busy={sending.busy} noValidate>
      <Segmented
        label="Where to"
        value={form.where}
        onChange={(where) => change({ where })}
        options={[
          { value: 'existing', label: 'Existing experiment' },
          { value: 'new', label: 'New experiment' },
        ]}
      />
      {form.where === 'existing' ? (
        <ExperimentChoice
          options={options}
          chosen={form.experiment}
          onChoose={(experiment) => change({ experiment })}
          problem={shown.experiment}
        />
      ) : (
        <>
          <TextField
            label="Name"
            value={form.name}
            onChange={(name) => change({ name })}
            error={
              taken ? `The name “${form.name.trim()}” is taken on this server: choose another.` : shown.name
            }
          />
          <TextField
            label="Description"
            unit="optional"
            value={form.description}
            onChange={(description) => change({ description })}
          />
          <Checkbox
            checked={form.isPublic}
            onChange={(isPublic) => change({ isPublic })}
            help="Anyone may read the records of a public experiment, also without an account. Everyone can see its name, also while it is private."
          >
            Public
          </Checkbox>
        </>
      )}
      <div className={styles['pair']}>
        <TextField
          label="Tags"
          unit="separated by commas"
          value={form.tags}
          onChange={(text) => change({ tags: text })}
          error={shown.tags}
          help="The kind of drift, then the method."
        />
        <TextField
          label="Model"
          unit="optional"
          value={form.model}
          onChange={(model) => change({ model })}
          help="Version of the model or its data, for example v3.1."
        />
      </div>
      <details className={styles['preview']}>
        <summary>Preview the record (JSON)</summary>
        <pre tabIndex={0} aria-label="The record as JSON">
          {preview(form)}
        </pre>
      </details>
      {failure !== null && !taken ? (
        <Problem
          level={3}
          error={failure}
          onRetry={send}
          retrying={sending.busy}
          retryNote="Nothing is written twice."
        />
      ) : null}
      <div className={styles['foot']}>
        <Button onClick={does.onCancel}>Cancel</Button>
        <Button type="submit" variant="primary" icon={Upload} busy={sending.busy}>
          {sending.busy ? 'Publishing' : 'Publish'}
        </Button>
      </div>
    </form>
  )
}
