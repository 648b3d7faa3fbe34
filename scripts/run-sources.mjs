// Lets Node run our sources as they are: `node --conditions=@venom/source --import ./scripts/run-sources.mjs some.ts`.
// Their imports end in `.js`, as those of what is built from them.
import { registerHooks } from 'node:module'

registerHooks({
  resolve(specifier, context, next) {
    const isOurs = context.parentURL?.endsWith('.ts') === true && /^\.{1,2}\//.test(specifier)
    return next(isOurs ? specifier.replace(/\.js$/, '.ts') : specifier, context)
  },
})
