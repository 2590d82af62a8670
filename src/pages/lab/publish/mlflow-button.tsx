import FlaskConical from 'lucide-react/icons/flask-conical'
import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { JobToPublish } from '~/domain/drift-watch/publish'
import { connectionsQuery } from '~/queries/connections'
import { useSession } from '~/queries/session'
import { Button } from '~/ui/controls/button'
import { late } from '~/ui/states/late'

const { Late: MlflowDialog, approach } = late(() => import('./mlflow-dialog'))

interface MlflowButtonProps {
  job: () => JobToPublish
  /** Why it cannot be logged now. */
  disabledReason: string | null
}

/** Offers to log a result to a run, where there is an MLflow server and somebody is signed in. */
export function MlflowButton({ job, disabledReason }: MlflowButtonProps) {
  const [logged, setLogged] = useState<JobToPublish | null>(null)
  const { signedIn } = useSession('mlflow')
  const { data } = useQuery(connectionsQuery())
  if (!signedIn || !data?.connections.some(({ id, configured }) => id === 'mlflow' && configured)) return null
  return (
    <>
      <Button
        icon={FlaskConical}
        aria-haspopup="dialog"
        disabledReason={disabledReason}
        onPointerEnter={approach}
        onFocus={approach}
        onClick={() => setLogged(job())}
      >
        Log to an MLflow run
      </Button>
      {logged ? <MlflowDialog job={logged} onClose={() => setLogged(null)} /> : null}
    </>
  )
}
