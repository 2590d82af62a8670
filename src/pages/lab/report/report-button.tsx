import FileDown from 'lucide-react/icons/file-down'
import { useAction } from '~/scaffold/use-action'
import { Button } from '~/ui/controls/button'
import type { FoundForReport } from './lab-report'

interface ReportButtonProps {
  /** What is on the screen when it is pressed. */
  found: () => FoundForReport
  /** Why it cannot be made now. */
  disabledReason: string | null
}

/** Saves the result as one HTML file; what makes it comes when it is pressed. */
export function ReportButton({ found, disabledReason }: ReportButtonProps) {
  const save = useAction(
    async (what: FoundForReport) => {
      const { saveLabReport } = await import('./lab-report')
      await saveLabReport(what)
    },
    { failure: { toast: 'The report was not made' } },
  )
  return (
    <Button
      icon={FileDown}
      busy={save.busy}
      disabledReason={disabledReason}
      onClick={() => save.run(found())}
    >
      Download report
    </Button>
  )
}
