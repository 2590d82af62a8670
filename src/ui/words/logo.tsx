import styles from './logo.module.css'

/** Two lines that the tide left, over the tide. The same drawing as public/icon.svg. */
export function Logo({ size = 18 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 24 24" fill="none" aria-hidden>
      <path className={styles['lines']} d="M1.5 2.5H11M1.5 7.5h16" strokeWidth="2" strokeLinecap="round" />
      <path
        className={styles['wave']}
        d="M0 14.4c0-1.700 1.400-2.900 3.100-2.700 3.500.3 4.800 2.700 8.400 2.700s4.700-2.900 8.300-2.900c2.500 0 4.200 1.300 4.200 3v5a3.500 3.500 0 0 1-3.500 3.500h-17A3.500 3.500 0 0 1 0 19.500Z"
      />
    </svg>
  )
}
