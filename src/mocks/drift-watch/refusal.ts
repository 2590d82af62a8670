const WORDS: Readonly<Record<number, string>> = {
  400: 'Bad Request',
  401: 'Unauthorized',
  403: 'Forbidden',
  404: 'Not Found',
  405: 'Method Not Allowed',
  409: 'Conflict',
  422: 'Unprocessable Entity',
  500: 'Internal Server Error',
}

/** Field → messages; a list's entries by their index, "0". */
export interface FieldErrors {
  [field: string]: string[] | FieldErrors
}

/** An answer that is no success. 422 has `errors` and no `message`; 405 and 500 have neither. */
export class Refusal extends Error {
  readonly status: number
  readonly body: object

  constructor(status: number, detail: { message?: string; errors?: object } = {}) {
    super(detail.message ?? WORDS[status] ?? String(status))
    this.status = status
    this.body = { code: status, status: WORDS[status], ...detail }
  }
}

/** Flask's own words for an address that no route answers. */
export const NO_SUCH_URL =
  'The requested URL was not found on the server. If you entered the URL manually please check your spelling and try again.'
