import { useState } from 'react'
import { LEVEL_NAMES, MLFLOW_LEVELS, type MlflowLevel } from '~/domain/mlflow/permissions/level'
import { setTypedDefault } from '~/stores/typed-defaults'
import { Button } from '~/ui/controls/button'
import { SelectField } from '~/ui/controls/select'
import { Dialog } from '~/ui/overlays/dialog'

interface DefaultDialogProps {
  address: string
  value: MlflowLevel | null
  onClose: () => void
}

const UNKNOWN = 'unknown'

/** What no endpoint of the server tells: what everybody may do without a row. */
export function DefaultDialog({ address, value, onClose }: DefaultDialogProps) {
  const [level, setLevel] = useState<MlflowLevel | typeof UNKNOWN>(value ?? UNKNOWN)
  return (
    <Dialog
      open
      title="Server default: what people get without a row"
      subtitle="The server does not report it: it is default_permission in the server’s basic_auth.ini. What you choose here is kept in this browser and changes nothing on the server."
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>Cancel</Button>
          <Button
            variant="primary"
            onClick={() => {
              setTypedDefault(address, level === UNKNOWN ? null : level)
              onClose()
            }}
          >
            Remember
          </Button>
        </>
      }
    >
      <SelectField
        label="default_permission"
        value={level}
        options={[
          { value: UNKNOWN, label: 'Not known' },
          ...MLFLOW_LEVELS.filter((one) => one !== 'DENY').map((one) => ({
            value: one,
            label: LEVEL_NAMES[one],
            detail: one,
          })),
        ]}
        onChange={setLevel}
      />
    </Dialog>
  )
}
