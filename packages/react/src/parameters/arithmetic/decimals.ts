/** Counts the decimals of a number as it is written: 2 for 0.25, 7 for 1e-7, 0 for 1e21. */
export function decimals(value: number): number {
  const [digits = '', exponent = '0'] = String(value).split('e')
  return Math.max(0, (digits.split('.')[1]?.length ?? 0) - Number(exponent))
}
