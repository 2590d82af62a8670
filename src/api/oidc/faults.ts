import { CodedError, isAbort, SignInError, type SignInFault, type Words } from '~/lib/errors'

/** What went wrong on the way through an identity provider, as a person reads it. */
export function fault(code: SignInFault, host: string, detail = ''): SignInError {
  return new SignInError(code, wordsOf(code, host, detail))
}

/** Anything that the flow throws → a `SignInError`; what was stopped stays as it is. */
export function faultOf(thrown: unknown, host: string): unknown {
  if (thrown instanceof CodedError || isAbort(thrown)) return thrown
  if (!(thrown instanceof Error)) return fault('provider-unreadable', host, String(thrown))
  // `fetch` knows one failure: no answer, a refused origin and a refusal of this page's own policy look the same.
  if (thrown instanceof TypeError && !('code' in thrown)) return fault('provider-silent', host)
  const { code, error, description } = detailsOf(thrown)
  if (code === 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED') return fault('clock-skew', host)
  if (error === 'access_denied') return fault('consent-refused', host, description)
  if (error === 'invalid_grant') return fault('sign-in-expired', host, description)
  if (error !== '') return fault('provider-refused', host, [error, description].filter(Boolean).join(': '))
  return fault('provider-unreadable', host, thrown.message)
}

/** The provider's own words are a stranger's: short, and text. */
function detailsOf(thrown: Error): { code: string; error: string; description: string } {
  const read = (name: string): string => {
    const value: unknown = name in thrown ? Reflect.get(thrown, name) : undefined
    return typeof value === 'string' ? value.slice(0, 300) : ''
  }
  return { code: read('code'), error: read('error'), description: read('error_description') }
}

function wordsOf(code: SignInFault, host: string, detail: string): Words {
  const said = detail === '' ? '' : ` It says: ${detail}`
  const words = (title: string, why: string, next: string, step: Words['step'] = 'sign-in'): Words => ({
    title,
    why,
    next,
    step,
  })
  switch (code) {
    case 'provider-silent':
      return words(
        'The identity provider does not answer',
        `${host} gave no answer that this page may read: it is down, this machine is offline, it does not list this page’s address as a web origin, or this site does not name it in TIDEMARK_IDENTITY_PROVIDERS.`,
        'Try again in a moment; if it lasts, tell whoever runs this site.',
        'retry',
      )
    case 'provider-unreadable':
      return words(
        'The identity provider answered something unexpected',
        `${host} did not answer as OpenID Connect says.${said}`,
        'Check the issuer that is set for this server, and tell whoever runs this site.',
      )
    case 'provider-refused':
      return words(
        'The identity provider refused',
        `${host} did not sign you in.${said}`,
        'Try again; if it lasts, tell whoever runs this site: its client there may be set up differently.',
      )
    case 'window-blocked':
      return words(
        'The browser blocked the sign-in window',
        `The sign-in at ${host} opens in a window of its own, so that this page keeps what is on it.`,
        'Allow pop-ups for this page (at the end of the address bar), then sign in again.',
      )
    case 'state-mismatch':
      return words(
        'The answer belongs to another sign-in',
        `What came back from ${host} is not the answer to what this page asked, so it was refused.`,
        'Sign in again, in the window that opens then; close older ones.',
      )
    case 'clock-skew':
      return words(
        'The clocks differ too much',
        `By this machine’s clock the answer of ${host} has expired already, or is not valid yet.`,
        'Set this machine’s date and time by the network, then sign in again.',
      )
    case 'consent-refused':
      return words(
        'The sign-in was refused',
        `The sign-in was refused at ${host}, by you or by the provider’s rules: nothing was given to this page.${said}`,
        'Sign in again and agree, or use a token.',
      )
    case 'sign-in-expired':
      return words(
        'The sign-in took too long',
        `The answer of ${host} cannot be used any more.${said}`,
        'Sign in again.',
      )
    case 'sign-in-ended':
      return words(
        'Your sign-in has ended',
        `${host} no longer renews it: it expired, or was ended there.`,
        'Sign in again; what is on the screen stays.',
      )
  }
}
