/** Names of MLflow's accounts: what is refused here before the server is asked, and why. */

/** As long as the column that holds it. */
const MOST_NAME = 255

/** Why a name cannot be an account's; null where it can. */
export function userNameFault(name: string): string | null {
  if (name.trim() === '') return 'Type a name first.'
  if (name !== name.trim()) return 'A name cannot begin or end with a space: nobody would type it again.'
  if (name.includes(':'))
    return 'A name with a colon can never sign in: what follows it is read as the password. MLflow would accept it all the same.'
  if (/\p{Cc}/u.test(name)) return 'A name cannot contain line breaks or other control characters.'
  if (name.length > MOST_NAME) return `A name has at most ${MOST_NAME} characters.`
  return null
}

/** What to know of a name that is taken all the same; null: nothing. */
export function userNameNote(name: string): string | null {
  return /^[\x20-\x7E]*$/.test(name)
    ? null
    : 'Non-English letters work for signing in, but newer servers refuse such people when they upload or download files.'
}

/** Passwords that MLflow shipped for its first admin, up to 2.21 and from 2.22 to 3.15. */
const SHIPPED = ['password', 'password1234']

/** Whether somebody signed in by what every copy of MLflow came with. */
export function isShippedPassword(password: string): boolean {
  return SHIPPED.includes(password)
}

/** Somebody as far as it matters for who is an admin. */
interface Account {
  name: string
  /** Null where it is not told. */
  isAdmin: boolean | null
}

/**
 * Why somebody cannot stop being an admin; null where it can be. MLflow itself would take the last one's right, and
 * nobody could give it back but by its database.
 */
export function lastAdminFault(name: string, people: readonly Account[]): string | null {
  const others = people.filter((one) => one.isAdmin === true && one.name !== name)
  if (others.length > 0) return null
  return people.some(({ isAdmin }) => isAdmin === null)
    ? `${name} may be the last admin: for some people the server does not say. Make somebody else an admin first.`
    : `${name} is the last known admin. Make somebody else an admin first: MLflow would not prevent this, and nobody could undo it.`
}
