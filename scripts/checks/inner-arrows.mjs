// Arrows inside a package, where they are clear: http → service → ports ← adapters, contracts at the bottom.
import { sources } from './files.mjs'
import { imports, resolveRelative } from './syntax.mjs'

const core = 'packages/core/src/'
const runtimes = 'packages/runtimes/src/'

const rules = [
  {
    from: new RegExp(
      `^${core}(parameters|errors|layers|models|translation|streams|chat|runtime|store|metrics|contract)/`,
    ),
    never: new RegExp(`^${core}(tuning|hono|storage|testing)/`),
    why: 'shapes know nothing of the service that uses them',
    except: /-source\.ts$/, // a source of values implements tuning's port
  },
  {
    from: new RegExp(`^${core}(parameters|errors)/`),
    never: new RegExp(`^${core}(layers|models|translation|chat|runtime|metrics|contract)/`),
    why: 'parameters and errors are at the bottom',
  },
  {
    from: /\/(contract|client)\.ts$/,
    never: /\/(http|sql-storage|memory-storage|sql|sqlite|postgres)\.ts$|\/(hono|storage)\//,
    why: 'a contract runs in a browser',
  },
  {
    from: new RegExp(`^${core}(?!testing)`),
    never: new RegExp(`^${core}testing/`),
    why: 'only the testing entry and tests use what is for tests',
    except: /\/src\/testing\.ts$/,
  },
  {
    from: new RegExp(`^${runtimes}(adapter|chat|detect|http|conformance)/`),
    never: new RegExp(`^${runtimes}(ollama|vllm|llama-cpp|openai|embedded)/`),
    why: 'what serves every runtime names none',
  },
  {
    from: new RegExp(`^${runtimes}(ollama|vllm|llama-cpp|openai|embedded|adapter)/`),
    never: new RegExp(`^${runtimes}(chat|detect|http|conformance)/`),
    why: 'an adapter is below the service',
  },
  ...['ollama', 'vllm', 'llama-cpp', 'openai', 'embedded'].map((adapter) => ({
    from: new RegExp(`^${runtimes}${adapter}/`),
    never: new RegExp(`^${runtimes}(?!${adapter}/)(ollama|vllm|llama-cpp|openai|embedded)/`),
    why: 'adapters never import each other',
  })),
]

export const check = {
  name: 'inner-arrows',
  says: 'imports inside a package point down',
  find(root) {
    return sources(root).flatMap((path) =>
      imports(root, path)
        .filter((specifier) => specifier.startsWith('.'))
        .flatMap((specifier) => {
          const target = resolveRelative(root, path, specifier)
          if (target === undefined) return [`${path}: ${specifier} is not there`]
          return rules
            .filter((rule) => rule.from.test(path) && rule.never.test(target) && !rule.except?.test(path))
            .map((rule) => `${path} imports ${target}: ${rule.why}`)
        }),
    )
  },
}
