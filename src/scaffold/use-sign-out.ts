import { useQueryClient } from '@tanstack/react-query'
import { explain } from '~/lib/explain'
import { backendFacts } from '~/queries/backend-facts'
import { type BackendId, signOut } from '~/queries/session'
import { toast } from '~/stores/toasts'

/** Signs out of a server at once, and says what an identity provider may still know. */
export function useSignOut(): (id: BackendId) => void {
  const client = useQueryClient()
  return (id) => {
    const { name } = backendFacts(id)
    const told = async () => {
      const left = await signOut(client, id)
      if (left === null) return
      const { issuer, leaveUrl } = left
      toast({
        tone: 'ok',
        title: `Signed out of ${name}`,
        text: `${new URL(issuer).host} may still know you in this browser.`,
        ...(leaveUrl === null
          ? {}
          : {
              action: {
                label: 'Sign out there too',
                run: () => void window.open(leaveUrl, '_blank', 'noopener'),
              },
            }),
      })
    }
    told().catch((error: unknown) => {
      const { title, why } = explain(error)
      toast({
        tone: 'warn',
        title: `Signed out of ${name} on this page`,
        text: `The token was not revoked and works until it expires. ${title}. ${why}`,
      })
    })
  }
}
