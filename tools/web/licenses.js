// Writes the licences of what the bundles hold beside them: every package that esbuild put in, with its version and the text of its licence.
import { build } from "esbuild";
import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";

async function packages(entry) {
  const { metafile } = await build({ entryPoints: [entry], bundle: true, write: false, metafile: true, format: "esm", logLevel: "error" });
  return [...new Set(Object.keys(metafile.inputs).map(path => path.match(/node_modules\/((?:@[^/]+\/)?[^/]+)/)?.[1]).filter(Boolean))].sort();
}

for (const [entry, file] of [["editor.js", "../../kg/serve/web/LICENSES.txt"], ["vendor.js", "../../kg/export/explorer/LICENSES.txt"]]) {
  const parts = (await packages(entry)).map(name => {
    const folder = join("node_modules", name), { version, license } = JSON.parse(readFileSync(join(folder, "package.json"), "utf-8"));
    const text = readdirSync(folder).find(f => /^licen[cs]e/i.test(f));
    return `${name} ${version}\n\n${text && existsSync(join(folder, text)) ? readFileSync(join(folder, text), "utf-8").trim() : `Licence: ${license}`}\n`;
  });
  writeFileSync(file, parts.join("\n\n"));
}
