import FileDown from 'lucide-react/icons/file-down'
import { useAction } from '~/scaffold/use-action'
import { Button } from '~/ui/controls/button'
import type { HistoryForReport } from './history-report'

/** Saves the history as one HTML file; what makes it comes when it is pressed. */
export function ReportButton({ shown, chart }: { shown: HistoryForReport; chart: string }) {
  const save = useAction(
    async () => {
      const { saveHistoryReport } = await import('./history-report')
      const root = document.getElementById(chart)
      if (root) await saveHistoryReport(shown, root)
    },
    { failure: { toast: 'The report was not made' } },
  )
  return (
    <Button icon={FileDown} busy={save.busy} onClick={() => save.run()}>
      Download report
    </Button>
  )
}
