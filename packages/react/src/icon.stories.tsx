import preview from '../.storybook/preview.js'
import { Icon } from './icon.js'
import * as icons from './icons.js'

const meta = preview.meta({ title: 'Base/Icon', component: Icon })

export const All = meta.story({
  args: { shape: icons.resetIcon },
  render: () => (
    <div style={{ display: 'flex', flexWrap: 'wrap', gap: 16 }}>
      {Object.entries(icons).map(([name, shape]) => (
        <Icon key={name} shape={shape} />
      ))}
    </div>
  ),
})
