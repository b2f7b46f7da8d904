import { mkdtempSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { chromium } from "playwright-core";
import { parseDigitalLink } from "@waybill/protocol/identifiers/digital-link";
import { LABEL_SHEETS, type LabelCode } from "@waybill/protocol/schemas/api/labels";
import QRCode from "qrcode";
import { labelsPdf } from "../../../backend/src/modules/resolver/labels/label-pdf.ts";
import { drawLabel } from "../../../backend/src/modules/resolver/labels/labels.service.ts";
import { rectanglesIn } from "../../../backend/test/support/read-codes.ts";
import { CHROMIUM_FLAGS, getChromium } from "../../../test/support/chromium.ts";
import { getStage, openPage, type Stage } from "../support/browser.ts";

const PATH = "/01/09506000134352/10/SCANNED";
const LINK = `https://brand.example${PATH}`;

/** One frame with a code in its middle, as an uncompressed video that Chromium shows as a camera for ever. */
function cameraWith(text: string): string {
  const [width, height, scale] = [640, 480, 10];
  const { size, data } = QRCode.create(text, { errorCorrectionLevel: "M" }).modules;
  const luma = Buffer.alloc(width * height, 235);
  const [left, top] = [(width - size * scale) >> 1, (height - size * scale) >> 1];
  for (let y = 0; y < size * scale; y++)
    for (let x = 0; x < size * scale; x++)
      if (data[Math.floor(y / scale) * size + Math.floor(x / scale)]) luma[(top + y) * width + left + x] = 16;
  const file = join(mkdtempSync(join(tmpdir(), "waybill-camera-")), "code.y4m");
  const chroma = Buffer.alloc((width * height) / 2, 128);
  writeFileSync(file, Buffer.concat([Buffer.from(`YUV4MPEG2 W${width} H${height} F10:1 Ip A1:1 C420jpeg\nFRAME\n`), luma, chroma]));
  return file;
}

/** A photograph of the first label of a printed sheet: taken askew, not quite sharp, and with a table around it. */
async function photographOf({ browser }: Stage, code: LabelCode): Promise<Buffer> {
  const sheet = "a4-3x7";
  const { left, top, width, height } = LABEL_SHEETS[sheet];
  const thing = parseDigitalLink(LINK)!;
  const draw = () => drawLabel(thing, "Garden salad", { code, sheet, origin: "https://brand.example" });
  const [paper] = await rectanglesIn(await labelsPdf(LABEL_SHEETS[sheet], [draw], { skip: 0, made: new Date(0) }));
  const box = [left, top, width, height].map((millimetres) => (millimetres * 72) / 25.4).join(" ");
  const dark = paper!.rectangles.map(({ x, y, width, height }) => `<rect x="${x}" y="${y}" width="${width}" height="${height}"/>`).join("");
  const page = await browser.newPage({ viewport: { width: 800, height: 600 } });
  await page.setContent(
    `<body style="background:#8a7f70"><svg viewBox="${box}" width="640" style="background:#fff;margin:60px;rotate:4deg;filter:blur(.6px)">${dark}</svg>`,
  );
  const picture = await page.screenshot();
  await page.close();
  return picture;
}

describe("scanning a code", () => {
  let stage: Stage;
  before(async function () {
    this.timeout(120_000);
    stage = await getStage();
  });

  it("works with a picture that is chosen, and leads to the page of exactly that lot", async () => {
    const { page } = await openPage(stage);
    await page.goto("/scan");
    const picture = { name: "code.png", mimeType: "image/png", buffer: await QRCode.toBuffer(LINK, { width: 400 }) };
    await page.getByLabel("Read a picture of a code").setInputFiles(picture);
    await page.waitForURL(`**${PATH}`);
    await page.close();
  });

  for (const code of ["qr-link", "datamatrix-link", "datamatrix-elements"] as const) {
    it(`works with a photograph of a label that we have printed: ${code}`, async () => {
      const { page } = await openPage(stage);
      await page.goto("/scan");
      const picture = { name: "label.png", mimeType: "image/png", buffer: await photographOf(stage, code) };
      await page.getByLabel("Read a picture of a code").setInputFiles(picture);
      await page.waitForURL(`**${PATH}`);
      await page.close();
    });
  }

  for (const way of ["dropped", "pasted"] as const) {
    it(`works with a picture that is ${way}`, async () => {
      const { page } = await openPage(stage);
      await page.goto("/scan");
      const field = page.getByLabel("Read a picture of a code");
      await field.waitFor({ state: "attached" });
      const bytes = [...(await QRCode.toBuffer(LINK, { width: 400 }))];
      await field.evaluate(
        (input, { bytes, way }) => {
          const data = new DataTransfer();
          data.items.add(new File([new Uint8Array(bytes)], "code.png", { type: "image/png" }));
          if (way === "dropped") input.dispatchEvent(new DragEvent("drop", { dataTransfer: data, bubbles: true, cancelable: true }));
          else document.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data }));
        },
        { bytes, way },
      );
      await page.waitForURL(`**${PATH}`);
      await page.close();
    });
  }

  it("says so when there is no code on the picture", async () => {
    const { page } = await openPage(stage);
    await page.goto("/scan");
    await page
      .getByLabel("Read a picture of a code")
      .setInputFiles({ name: "x.png", mimeType: "image/png", buffer: Buffer.from("no picture") });
    await page.getByText("No code is to be seen on that picture").waitFor();
    await page.close();
  });

  it("works with the camera", async () => {
    const browser = await chromium.launch({
      executablePath: getChromium(),
      args: [
        ...CHROMIUM_FLAGS,
        "--use-fake-ui-for-media-stream",
        "--use-fake-device-for-media-stream",
        `--use-file-for-fake-video-capture=${cameraWith(LINK)}`,
      ],
    });
    try {
      const { page } = await openPage({ ...stage, browser }, { permissions: ["camera"] });
      await page.goto("/scan");
      await page.getByRole("button", { name: "Use the camera" }).click();
      await page.waitForURL(`**${PATH}`);
      await page.close();
    } finally {
      await browser.close();
    }
  });
});
