import type { Plugin } from "vite";

const FONT = /url\(["']?data:font\/(ttf|woff2?);base64,([A-Za-z0-9+/=]+)["']?\)/g;

/**
 * Turns the fonts that GraphiQL's style sheet carries as data: addresses into files: the policy
 * need not allow data: fonts, and a browser loads only the ones it draws with.
 */
export function fontsAsFiles(): Plugin {
  return {
    name: "fonts-as-files",
    apply: "build",
    generateBundle(_options, bundle) {
      for (const file of Object.values(bundle)) {
        if (file.type !== "asset" || !file.fileName.endsWith(".css")) continue;
        file.source = String(file.source).replace(FONT, (_url, ending: string, content: string) => {
          const source = Uint8Array.from(atob(content), (letter) => letter.charCodeAt(0));
          const font = this.emitFile({ type: "asset", name: `font.${ending}`, source });
          return `url(/${this.getFileName(font)})`;
        });
      }
    },
  };
}
