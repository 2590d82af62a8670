/** Small dense symmetric matrices, row-major n × n in one array. */

/**
 * Eigenvalues (descending) and unit eigenvectors of a symmetric matrix by cyclic Jacobi rotations (Golub & Van Loan
 * 2013, §8.5). Each vector's entry of largest size is positive, so that the result does not depend on the rotations.
 * @param matrix symmetric, n × n; not changed
 * @returns `vectors[k * n + i]`: entry i of the eigenvector of `values[k]`
 */
export function symmetricEigen(
  matrix: Float64Array,
  n: number,
): { values: Float64Array; vectors: Float64Array } {
  const a = matrix.slice()
  const v = new Float64Array(n * n)
  for (let i = 0; i < n; i++) v[i * n + i] = 1
  let norm = 0
  for (const x of a) norm += x * x
  // Convergence is quadratic: fewer than ten sweeps in practice.
  for (let sweep = 0; sweep < 60; sweep++) {
    let off = 0
    for (let p = 0; p < n; p++) for (let q = p + 1; q < n; q++) off += a[p * n + q]! ** 2
    if (off <= 1e-30 * norm) break
    for (let p = 0; p < n - 1; p++) for (let q = p + 1; q < n; q++) rotate(a, v, n, p, q)
  }
  const order = Array.from({ length: n }, (_, k) => k).sort((i, j) => a[j * n + j]! - a[i * n + i]!)
  const vectors = new Float64Array(n * n)
  order.forEach((column, k) => {
    let largest = 0
    for (let i = 0; i < n; i++)
      if (Math.abs(v[i * n + column]!) > Math.abs(largest) + 1e-12) largest = v[i * n + column]!
    const sign = largest < 0 ? -1 : 1
    for (let i = 0; i < n; i++) vectors[k * n + i] = sign * v[i * n + column]!
  })
  return { values: Float64Array.from(order, (k) => a[k * n + k]!), vectors }
}

/** One rotation of rows and columns p < q that makes entry (p, q) zero. */
function rotate(a: Float64Array, v: Float64Array, n: number, p: number, q: number): void {
  const apq = a[p * n + q]!
  if (apq === 0) return
  const theta = (a[q * n + q]! - a[p * n + p]!) / (2 * apq)
  const t = (theta < 0 ? -1 : 1) / (Math.abs(theta) + Math.sqrt(theta * theta + 1))
  const c = 1 / Math.sqrt(t * t + 1)
  const s = t * c
  for (let k = 0; k < n; k++) {
    const kp = a[k * n + p]!
    const kq = a[k * n + q]!
    a[k * n + p] = c * kp - s * kq
    a[k * n + q] = s * kp + c * kq
  }
  for (let k = 0; k < n; k++) {
    const pk = a[p * n + k]!
    const qk = a[q * n + k]!
    a[p * n + k] = c * pk - s * qk
    a[q * n + k] = s * pk + c * qk
    const vp = v[k * n + p]!
    const vq = v[k * n + q]!
    v[k * n + p] = c * vp - s * vq
    v[k * n + q] = s * vp + c * vq
  }
}

/**
 * Inverse of a symmetric positive definite matrix by its Cholesky factor (Golub & Van Loan 2013, §4.2).
 * @returns null where the matrix is not positive definite (to rounding)
 */
export function positiveInverse(matrix: Float64Array, n: number): Float64Array | null {
  const l = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = matrix[i * n + j]!
      for (let k = 0; k < j; k++) sum -= l[i * n + k]! * l[j * n + k]!
      if (i > j) l[i * n + j] = sum / l[j * n + j]!
      else if (sum > 0) l[j * n + j] = Math.sqrt(sum)
      else return null
    }
  }
  // Columns of L⁻¹ by forward substitution; A⁻¹ = L⁻ᵀ L⁻¹.
  const inverse = new Float64Array(n * n)
  for (let j = 0; j < n; j++) {
    for (let i = j; i < n; i++) {
      let sum = i === j ? 1 : 0
      for (let k = j; k < i; k++) sum -= l[i * n + k]! * inverse[k * n + j]!
      inverse[i * n + j] = sum / l[i * n + i]!
    }
  }
  const result = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = 0
      for (let k = i; k < n; k++) sum += inverse[k * n + i]! * inverse[k * n + j]!
      result[i * n + j] = sum
      result[j * n + i] = sum
    }
  return result
}

/** A · B for square matrices. */
export function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const c = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const x = a[i * n + k]!
      for (let j = 0; j < n; j++) c[i * n + j]! += x * b[k * n + j]!
    }
  return c
}

/** xᵀ A x of a symmetric A: only its upper triangle is read. */
export function quadraticForm(a: Float64Array, x: Float64Array, n: number): number {
  let sum = 0
  for (let i = 0; i < n; i++) {
    let row = 0
    for (let j = i + 1, at = i * n; j < n; j++) row += a[at + j]! * x[j]!
    sum += x[i]! * (2 * row + a[i * n + i]! * x[i]!)
  }
  return sum
}
