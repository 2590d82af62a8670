import { linkTo } from './paths'

interface NamedFile {
  /** SHA-256 of its bytes, 64 hexadecimal digits. */
  digest: string
  name: string
}

/** A file in the Lab's address: its digest finds it again, its name is for people. */
export const fileInLink = ({ digest, name }: NamedFile): string => `${digest}.${name}`

/** Where the Lab opens with these files, for an `href`. */
export function labLink(files: { reference: NamedFile | null; test: NamedFile | null }): string {
  return linkTo('lab', {
    reference: files.reference && fileInLink(files.reference),
    test: files.test && fileInLink(files.test),
  })
}
