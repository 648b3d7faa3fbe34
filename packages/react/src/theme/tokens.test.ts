import { readFile } from 'node:fs/promises'

import { expect, test } from 'vitest'

const css = await readFile(new URL('./tokens.css', import.meta.url), 'utf8')

/** The grounds of the page, of a panel and of what is sunk into them. */
const grounds = ['bg', 'surface', 'sunken'] as const

// WCAG 1.4.11: what one must see of a control to use it stands out from its ground by 3:1.
test.each([
  { what: 'a slider’s thumb and range, the edge of a switch that is off, and of a field', token: 'control' },
  { what: 'the ring of the focus, and a control whose value is yours', token: 'accent' },
  { what: 'a control with a value to mend', token: 'bad' },
  { what: 'a slider with a value from below, drawn as the text is', token: 'text' },
])('P03: $what can be seen on every ground, light and dark', ({ token }) => {
  const found = grounds.flatMap((ground) => contrasts(token, ground))

  expect(Math.min(...found)).toBeGreaterThanOrEqual(3)
})

test('P03: the knob of a switch can be seen on its track, on and off, light and dark', () => {
  const found = [
    ...contrasts('on-accent', 'accent'),
    ...contrasts('control', 'sunken'),
    ...contrasts('surface', 'control'),
  ]

  expect(Math.min(...found)).toBeGreaterThanOrEqual(3)
})

test('the contrast of white on black is 21, and of a colour on itself 1', () => {
  expect(contrastOf(luminanceOf('1 0 0'), luminanceOf('0 0 0'))).toBeCloseTo(21, 5)
  expect(contrastOf(luminanceOf('0.51 0.13 152'), luminanceOf('0.51 0.13 152'))).toBe(1)
  // Pure red, of which WCAG says 0.2126.
  expect(luminanceOf('0.627955 0.257683 29.2339')).toBeCloseTo(0.2126, 3)
})

/** Of two tokens in the light, and in the dark. */
function contrasts(one: string, other: string): readonly number[] {
  const [a, b] = [luminancesOf(one), luminancesOf(other)]
  return [contrastOf(a.light, b.light), contrastOf(a.dark, b.dark)]
}

function contrastOf(one: number, other: number): number {
  return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05)
}

function luminancesOf(token: string): { readonly light: number; readonly dark: number } {
  const written = new RegExp(`--venom-${token}: light-dark\\(oklch\\(([^)]+)\\), oklch\\(([^)]+)\\)\\)`)
  const [, light, dark] = written.exec(css) ?? []
  if (light === undefined || dark === undefined)
    throw new Error(`--venom-${token} is not written as light-dark(oklch …).`)
  return { light: luminanceOf(light), dark: luminanceOf(dark) }
}

/** Relative luminance of an OKLCH colour; the matrices are those of CSS Color 4. */
function luminanceOf(oklch: string): number {
  const [lightness = Number.NaN, chroma = Number.NaN, hue = Number.NaN] = oklch.split(' ').map(Number)
  const a = chroma * Math.cos((hue * Math.PI) / 180)
  const b = chroma * Math.sin((hue * Math.PI) / 180)
  const l = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
  const m = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
  const s = (lightness - 0.0894841775 * a - 1.291485548 * b) ** 3
  const red = inGamut(4.0767416621 * l - 3.3077115913 * m + 0.2309699292 * s)
  const green = inGamut(-1.2684380046 * l + 2.6097574011 * m - 0.3413193965 * s)
  const blue = inGamut(-0.0041960863 * l - 0.7034186147 * m + 1.707614701 * s)
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}

function inGamut(linear: number): number {
  return Math.min(1, Math.max(0, linear))
}
