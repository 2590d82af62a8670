import styles from './unseen.module.css'

/** The class of words that a screen reader reads and nobody sees. */
export const unseen = styles['unseen']
