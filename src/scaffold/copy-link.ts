import { toast } from '~/stores/toasts'

/**
 * Puts the page's address on the clipboard, and says so: it holds everything that is set on the page.
 * @param says what the link opens: "It opens this history as it is now."
 */
export async function copyLink(says?: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(window.location.href)
    toast({ tone: 'ok', title: 'Link copied', ...(says === undefined ? {} : { text: says }) })
  } catch {
    // No permission, or a page that is not served over https or from localhost.
    toast({
      tone: 'warn',
      title: 'The browser does not allow copying',
      text: 'Copy the address from the address bar instead.',
    })
  }
}
