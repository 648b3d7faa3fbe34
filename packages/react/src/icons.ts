// Outlines of Lucide 1.75 (ISC licence, lucide.dev), on its grid of 24. One constant each, so that a bundle holds only those it shows.

/** The outline of an icon: paths on a grid of 24. */
export type IconShape = readonly string[]

/** Look at this. */
export const alertIcon: IconShape = [
  'm21.73 18-8-14a2 2 0 0 0-3.48 0l-8 14A2 2 0 0 0 4 21h16a2 2 0 0 0 1.73-3',
  'M12 9v4',
  'M12 17h.01',
]

/** Down. */
export const arrowDownIcon: IconShape = ['M12 5v14', 'm19 12-7 7-7-7']

/** Becomes. */
export const arrowRightIcon: IconShape = ['M5 12h14', 'm12 5 7 7-7 7']

/** Send. */
export const arrowUpIcon: IconShape = ['m5 12 7-7 7 7', 'M12 19V5']

/** Figures. */
export const barsIcon: IconShape = ['M5 21v-6', 'M12 21V3', 'M19 21V9']

/** Done, or chosen. */
export const checkIcon: IconShape = ['M20 6 9 17l-5-5']

/** Opens below. */
export const chevronDownIcon: IconShape = ['m6 9 6 6 6-6']

/** Back. */
export const chevronLeftIcon: IconShape = ['m15 18-6-6 6-6']

/** Onward, or closed. */
export const chevronRightIcon: IconShape = ['m9 18 6-6-6-6']

/** Close, or take away. */
export const closeIcon: IconShape = ['M18 6 6 18', 'm6 6 12 12']

/** Copy. */
export const copyIcon: IconShape = [
  'M10 8h10a2 2 0 0 1 2 2v10a2 2 0 0 1-2 2H10a2 2 0 0 1-2-2V10a2 2 0 0 1 2-2z',
  'M4 16c-1.1 0-2-.9-2-2V4c0-1.1.9-2 2-2h10c1.1 0 2 .9 2 2',
]

/** What is this? */
export const helpIcon: IconShape = [
  'M2 12a10 10 0 1 0 20 0a10 10 0 1 0 -20 0',
  'M9 9.5a3 2.5 0 0 1 6 0c0 2-2 2-3 3.5',
  'M12 17h.01',
]

/** What was before. */
export const historyIcon: IconShape = ['M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8', 'M3 3v5h5', 'M12 7v5l4 2']

/** Edit. */
export const pencilIcon: IconShape = [
  'M21.174 6.812a1 1 0 0 0-3.986-3.987L3.842 16.174a2 2 0 0 0-.5.83l-1.321 4.352a.5.5 0 0 0 .623.622l4.353-1.32a2 2 0 0 0 .83-.497z',
  'm15 5 4 4',
]

/** Again. */
export const refreshIcon: IconShape = [
  'M3 12a9 9 0 0 1 9-9 9.75 9.75 0 0 1 6.74 2.74L21 8',
  'M21 3v5h-5',
  'M21 12a9 9 0 0 1-9 9 9.75 9.75 0 0 1-6.74-2.74L3 16',
  'M8 16H3v5',
]

/** Back to what it was. */
export const resetIcon: IconShape = ['M3 12a9 9 0 1 0 9-9 9.75 9.75 0 0 0-6.74 2.74L3 8', 'M3 3v5h5']

/** Settings. */
export const slidersIcon: IconShape = [
  'M10 5H3',
  'M12 19H3',
  'M14 3v4',
  'M16 17v4',
  'M21 12h-9',
  'M21 19h-5',
  'M21 5h-7',
  'M8 10v4',
  'M8 12H3',
]

/** Stop. */
export const stopIcon: IconShape = ['M8 6h8a2 2 0 0 1 2 2v8a2 2 0 0 1-2 2H8a2 2 0 0 1-2-2V8a2 2 0 0 1 2-2z']
