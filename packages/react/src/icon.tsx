import type { ReactNode, SVGProps } from 'react'

import type { IconShape } from './icons.js'

/** An icon that only repeats what a word beside it says: screen readers pass it over. */
export function Icon({ shape, ...props }: IconProps): ReactNode {
  return (
    <svg className="venom-icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false" {...props}>
      {shape.map((d) => (
        <path key={d} d={d} />
      ))}
    </svg>
  )
}

/** What an icon takes: its outline, and what any svg takes. */
export interface IconProps extends SVGProps<SVGSVGElement> {
  readonly shape: IconShape
}
