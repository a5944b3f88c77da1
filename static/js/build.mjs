// Makes static/dist from our sources and the two design systems. Run with `npm run build`.
import { copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { basename, join } from "node:path";
import * as esbuild from "esbuild";
import * as sass from "sass";

const OUT = "static/dist";
const ICONS = "node_modules/@ministryofjustice/frontend/moj/assets/images";
// May be used on GOV.UK only: the crown and the typeface.
const NOT_OURS = /GDS Transport|@font-face/;

rmSync(OUT, { recursive: true, force: true });
mkdirSync(join(OUT, "images"), { recursive: true });

let { css } = sass.compile("static/scss/app.scss", {
  loadPaths: ["."],
  style: "compressed",
  quietDeps: true,
  logger: {
    // Deprecations inside the design systems are theirs to mend.
    warn: (message) => message.includes("govuk-suppressed-warnings") || console.warn(message),
  },
});
// The crest belongs to a footer line that we do not print.
css = css.replaceAll(/url\([^)]*govuk-crest[^)]*\)/g, "none");
if (NOT_OURS.test(css)) throw new Error("The stylesheet holds what only GOV.UK may use.");
css = css.replaceAll(/url\(["']?([^"')]*images\/[^"')]+)["']?\)/g, (_, address) => {
  const icon = basename(address);
  if (!existsSync(join(ICONS, icon))) throw new Error(`No such picture: ${address}`);
  copyFileSync(join(ICONS, icon), join(OUT, "images", icon));
  return `url(images/${icon})`;
});
writeFileSync(join(OUT, "app.css"), css);

await esbuild.build({
  entryPoints: ["static/js/app.js", "static/js/enabled.js"],
  outdir: OUT,
  bundle: true,
  minify: true,
  target: "es2020",
  logLevel: "warning",
});
