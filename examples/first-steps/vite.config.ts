import { defineConfig } from 'vite'

// Not `changeOrigin`, which an address alone would bring: the server compares the page's Origin with the Host that it was asked by.
const venom = { target: 'http://127.0.0.1:7410', changeOrigin: false }

export default defineConfig({ server: { proxy: { '/api': venom, '/session': venom } } })
