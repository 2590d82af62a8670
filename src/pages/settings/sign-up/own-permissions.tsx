import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { OwnPermission } from '~/domain/mlflow/registration'
import { linkTo } from '~/lib/paths'
import { signUpQueries } from '~/queries/sign-up/queries'
import { Button } from '~/ui/controls/button'
import { Frame, FrameSection } from '~/ui/page/frame'
import { EmptyState } from '~/ui/states/empty-state'
import { GiveLevel } from './give-level'
import styles from './sign-up.module.css'

const SECTIONS = [
  { kind: 'experiment', title: 'Experiment permissions', none: 'No experiment is granted to you by name.' },
  { kind: 'model', title: 'Registered model permissions', none: 'No model is granted to you by name.' },
] as const

/** What one may do on MLflow by name, and, where one manages it, a way to let others in. */
export function OwnPermissions({
  email,
  permissions,
}: {
  email: string
  permissions: readonly OwnPermission[]
}) {
  return (
    <Frame title="Your permissions on MLflow" flush>
      {SECTIONS.map(({ kind, title, none }) => {
        const own = permissions.filter((one) => one.kind === kind)
        return (
          <FrameSection key={kind} title={title}>
            {own.length === 0 ? (
              <EmptyState
                level={3}
                picture={null}
                title={none}
                text="What everybody may do by default is not listed: the service does not report it."
              />
            ) : (
              <ul className={styles['rows']} aria-label={title}>
                {own.map((permission) => (
                  <Row key={permission.key} permission={permission} email={email} />
                ))}
              </ul>
            )}
          </FrameSection>
        )
      })}
    </Frame>
  )
}

function Row({ permission, email }: { permission: OwnPermission; email: string }) {
  const { kind, key, level } = permission
  const [open, setOpen] = useState(false)
  const name = useQuery({
    ...signUpQueries.experimentName(key),
    // The service refuses it to anybody else.
    enabled: kind === 'experiment' && (level === 'MANAGE' || level === 'EDIT'),
  }).data
  const href =
    kind === 'experiment'
      ? linkTo('experiments.runs', { experiment: key })
      : linkTo('models.model', { model: key })
  return (
    <li>
      <span className={styles['what']}>
        <a href={href}>{name ?? (kind === 'experiment' ? `Experiment ${key}` : key)}</a>
        {name ? <span className={styles['quiet']}>{key}</span> : null}
      </span>
      <b>{level}</b>
      {level === 'MANAGE' ? (
        <Button
          size={28}
          aria-expanded={open}
          aria-label={`Manage ${name ?? key}`}
          onClick={() => setOpen(!open)}
        >
          {open ? 'Close' : 'Manage'}
        </Button>
      ) : null}
      {open ? <GiveLevel subject={{ kind, key }} name={name ?? key} email={email} /> : null}
    </li>
  )
}
