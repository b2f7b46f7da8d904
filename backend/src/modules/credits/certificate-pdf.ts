import { AFRelationship, PageSizes, PDFDocument, rgb, StandardFonts, type PDFFont, type PDFPage } from "pdf-lib";
import type { Certificate } from "@waybill/protocol/certificates/certificate";
import { formatGrams } from "@waybill/protocol/measures/grams";
import { visibleText } from "@waybill/protocol/typed-data/plain-text";
import { dayOf } from "./retirement-terms.ts";

const [MARGIN, WIDTH] = [56, PageSizes.A4[0] - 2 * 56];
const [LABEL_SIZE, TEXT_SIZE, LEADING] = [8, 10, 14];

interface Fonts {
  plain: PDFFont;
  bold: PDFFont;
}

/** Registered names of accounts; what no name is known of stands as its account alone. */
export type Names = ReadonlyMap<string, string | null>;

/**
 * A retirement on one page, with the signed JSON inside of the file as an attachment: the page is for people, the attachment for checking.
 *
 * @returns the PDF, the same bytes for the same certificate and names
 */
export async function certificatePdf(certificate: Certificate, names: Names): Promise<Uint8Array> {
  const document = await PDFDocument.create();
  const made = new Date(certificate.retiredAt * 1_000);
  document.setTitle(`Retirement ${certificate.retirement}`);
  document.setProducer("Waybill");
  document.setCreationDate(made);
  document.setModificationDate(made);
  const fonts = {
    plain: await document.embedFont(StandardFonts.Helvetica),
    bold: await document.embedFont(StandardFonts.HelveticaBold),
  };
  const page = document.addPage(PageSizes.A4);
  let y = PageSizes.A4[1] - MARGIN - 22;
  page.drawText("Certificate of retirement", { x: MARGIN, y, size: 22, font: fonts.bold });
  y -= 40;
  drawGrams(page, fonts.bold, { grams: BigInt(certificate.grams), y });
  y -= 22;
  for (const line of wrapped("were retired for good. Nobody can hold, transfer or claim them again.", fonts.plain, 11))
    page.drawText(line, { x: MARGIN, y: (y -= LEADING) + LEADING, size: 11, font: fonts.plain });
  y -= 8;
  for (const [label, text] of linesOf(certificate, names)) y = drawLine(page, fonts, { label, text, y });
  await document.attach(new TextEncoder().encode(JSON.stringify(certificate, null, 2)), "certificate.json", {
    mimeType: "application/json",
    description: "The signed certificate, for waybill certificate verify",
    afRelationship: AFRelationship.Source,
    creationDate: made,
    modificationDate: made,
  });
  return document.save();
}

const GRAMS_SIZE = 26;

/** "2 t of CO₂e". The fonts that every reader of PDF has know no lowered digits: the 2 is a smaller one, lower. */
function drawGrams(page: PDFPage, font: PDFFont, { grams, y }: { grams: bigint; y: number }): void {
  let x = MARGIN;
  const small = GRAMS_SIZE * 0.6;
  for (const [text, size, below] of [
    [`${formatGrams(grams)} of CO`, GRAMS_SIZE, 0],
    ["2", small, small / 3],
    ["e", GRAMS_SIZE, 0],
  ] as const) {
    page.drawText(text, { x, y: y - below, size, font });
    x += font.widthOfTextAtSize(text, size);
  }
}

function linesOf({ batch, chain, ...said }: Certificate, names: Names): [label: string, text: string][] {
  const who = (account: string) => (names.get(account) ? `${names.get(account)} (${account})` : account);
  return [
    ["Claimed in the name of", who(said.beneficiary)],
    ["Retired by", who(said.holder)],
    ["Retired at", `${new Date(said.retiredAt * 1_000).toISOString()}, block ${said.blockNumber}`],
    ...(said.shipment === null ? [] : [["Shipment made good", said.shipment] satisfies [string, string]]),
    ...(said.periodEnd === 0
      ? []
      : [["For the time", `${dayOf(said.periodStart)} to ${dayOf(said.periodEnd)}`] satisfies [string, string]]),
    ...(said.country === null ? [] : [["Country", said.country] satisfies [string, string]]),
    ...(said.note === "" ? [] : [["Note", said.note] satisfies [string, string]]),
    ["Saved in", `${batch.vintage}, serials ${batch.firstSerial} to ${batch.lastSerial} of the batch`],
    ["Verified by", who(batch.verifier)],
    ["Batch", batch.id],
    ["Name of this retirement", said.retirement],
    ["Transaction", said.transactionHash],
    ["Token", `${chain.token} on chain ${chain.chainId}`],
    ["Drawn by", said.signature.account],
    [
      "How to check it",
      "Anybody can, from the chain alone: waybill certificate verify certificate.json --rpc <a node>. The file is attached.",
    ],
  ];
}

function drawLine(page: PDFPage, { plain, bold }: Fonts, { label, text, y }: { label: string; text: string; y: number }): number {
  page.drawText(label, { x: MARGIN, y, size: LABEL_SIZE, font: bold, color: rgb(0.35, 0.35, 0.35) });
  let at = y - LEADING + 2;
  for (const line of wrapped(text, plain, TEXT_SIZE)) {
    page.drawText(line, { x: MARGIN, y: at, size: TEXT_SIZE, font: plain });
    at -= LEADING;
  }
  return at - 6;
}

/** Lines that fit the page; a long word is cut where it must be. */
function wrapped(text: string, font: PDFFont, size: number): string[] {
  const known = new Set(font.getCharacterSet());
  // The built-in typefaces have Western characters only; the attached JSON has all of them.
  const printable = Array.from(visibleText(text), (character) => (known.has(character.codePointAt(0) ?? 0) ? character : "?")).join("");
  const lines: string[] = [];
  let line = "";
  for (const word of printable.split(" ")) {
    for (const piece of word.match(/.{1,80}/gu) ?? [""]) {
      const longer = line === "" ? piece : `${line} ${piece}`;
      if (font.widthOfTextAtSize(longer, size) <= WIDTH) line = longer;
      else {
        if (line !== "") lines.push(line);
        line = piece;
      }
    }
  }
  return line === "" ? lines : [...lines, line];
}
