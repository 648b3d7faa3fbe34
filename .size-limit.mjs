// Sizes after gzip, of all that an import loads sooner or later; React is there anyway.
const gzip = true

export default [
  { name: 'core', path: 'packages/core/dist/index.js', limit: '35 kB' },
  { name: 'core/client', path: 'packages/core/dist/tuning/client.js', limit: '18 kB' },
  { name: 'core/contract', path: 'packages/core/dist/tuning/contract.js', limit: '13 kB' },
  { name: 'runtimes', path: 'packages/runtimes/dist/index.js', limit: '4.8 kB' },
  { name: 'runtimes/client', path: 'packages/runtimes/dist/http/client.js', limit: '17 kB' },
  { name: 'runtimes/contract', path: 'packages/runtimes/dist/http/contract.js', limit: '9.2 kB' },
  kit('index', '1.5 kB'),
  kit('parameters', '16 kB', {
    name: 'react/parameters, headless',
    import: '{ useParameterForm, useForm, useField }',
  }),
  kit('parameters', '20 kB', {
    name: 'react/parameters, until a list of options is shown',
    ignore: ['react', 'react-dom', '@radix-ui/react-select'],
  }),
  kit('parameters', '42 kB'),
  kit('tuning', '53 kB'),
  kit('chat', '30 kB'),
  kit('markdown', '25 kB'),
  kit('models', '10 kB'),
]

function kit(entry, limit, more) {
  return {
    name: `react/${entry}`,
    path: `packages/react/dist/${entry}.js`,
    limit,
    gzip,
    ignore: ['react', 'react-dom'],
    // As in an application, where what a part loads later shares what the page has already.
    modifyRolldownConfig: (config) => ({ ...config, preserveEntrySignatures: 'allow-extension' }),
    ...more,
  }
}
