import react from '@vitejs/plugin-react'
import { defaultClientConditions, defineConfig } from 'vite'

// Not `changeOrigin`: the server compares the page's Origin with the Host that it was asked by.
const server = { target: 'http://127.0.0.1:7410', changeOrigin: false }

export default defineConfig(({ command }) => ({
  plugins: [react()],
  // `vite` shows the packages' sources as they are written, `vite build` takes them as they are published.
  ...(command === 'serve' && { resolve: { conditions: ['@venom/source', ...defaultClientConditions] } }),
  // The server puts a new nonce here at each reply; see its Content-Security-Policy.
  html: { cspNonce: '__VENOM_NONCE__' },
  build: { target: 'es2023', assetsInlineLimit: 0, chunkSizeWarningLimit: 1_000 },
  server: { proxy: { '/api': server, '/session': server } },
}))
