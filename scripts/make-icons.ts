import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { chromium } from "playwright-core";
import { getChromium } from "../test/support/chromium.ts";

const PUBLIC = new URL("../frontend/public/", import.meta.url);
/** Launchers cut maskable icons to circles: the sign stays inside of the inner four fifths (W3C Manifest, "safe zone"). */
const ICONS = [
  { file: "192.png", size: 192, isMaskable: false },
  { file: "512.png", size: 512, isMaskable: false },
  { file: "maskable-512.png", size: 512, isMaskable: true },
];

/** Draws the icons of the installed pages from our own sign, frontend/public/favicon.svg. */
const svg = readFileSync(new URL("favicon.svg", PUBLIC), "utf8");
mkdirSync(new URL("icons/", PUBLIC), { recursive: true });
const browser = await chromium.launch({ executablePath: getChromium() });
for (const { file, size, isMaskable } of ICONS) {
  const page = await browser.newPage({ viewport: { width: size, height: size } });
  // A full square of the sign's own colour, and the sign in the middle of it.
  const style = isMaskable ? "background:#0e4f4a;padding:12%" : "";
  await page.setContent(
    `<body style="margin:0;width:${size}px;height:${size}px;box-sizing:border-box;${style}">${svg.replace("<svg ", '<svg width="100%" height="100%" ')}</body>`,
  );
  writeFileSync(new URL(`icons/${file}`, PUBLIC), await page.screenshot({ omitBackground: true }));
  await page.close();
}
await browser.close();
