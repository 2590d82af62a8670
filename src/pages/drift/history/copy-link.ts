import { toast } from '~/stores/toasts'

/** The address holds everything that is set on the page. */
export async function copyLink(): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href)
    toast({ tone: 'ok', title: 'Link copied', text: 'It opens this history as it is now.' })
  } catch {
    toast({
      tone: 'warn',
      title: 'The browser refused the clipboard',
      text: 'Copy the address from its bar instead.',
    })
  }
}
