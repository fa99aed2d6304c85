import { defineConfig } from "vite";
import { fontsAsFiles } from "./fonts.ts";

export default defineConfig({
  base: "/",
  plugins: [fontsAsFiles()],
  // Workers are files of our own origin: inlined ones would need blob: in the policy.
  worker: { format: "es" },
  build: {
    outDir: "dist",
    assetsDir: "assets",
    // A data: address would have to be allowed by the policy; a file of ours is allowed already.
    assetsInlineLimit: 0,
    // Monaco is one large chunk by nature, loaded once and cached for good.
    chunkSizeWarningLimit: 3000,
    rolldownOptions: {
      onwarn(warning, warn) {
        // "use client" is for servers that render React; there is none here.
        if (warning.code !== "MODULE_LEVEL_DIRECTIVE") warn(warning);
      },
    },
  },
  server: {
    proxy: { "/graphql": { target: "http://127.0.0.1:8000", ws: true } },
  },
});
