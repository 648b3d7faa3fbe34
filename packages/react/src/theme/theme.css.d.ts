// Tells TypeScript that the styles are there: `import '@venom/react/theme.css'` binds nothing.
// oxlint-disable-next-line unicorn/require-module-specifiers -- a module without exports
export {}
