import { parseDigitalLink } from "../identifiers/digital-link.ts";
import { labelOf } from "../identifiers/label.ts";
import type { Address, Subject } from "../schemas/primitives.ts";
import { plainText } from "../typed-data/plain-text.ts";
import { canonicalDecimal } from "../hashing/decimal.ts";
import type { FindingOptions } from "./finding.ts";
import { unitWord } from "./units.ts";

/** Items that a sentence lists at most. */
const LISTED = 5;

/** How a finding speaks of people, places, goods, amounts and times. */
export interface Words {
  party: (account: Address) => string;
  place: (gln: string | undefined) => string;
  item: (subject: Subject) => string;
  /** Several of them, as a list in words. */
  items: (subjects: readonly Subject[]) => string;
  amount: (quantity: string, uom: string | undefined) => string;
  time: (text: string) => string;
  /** What somebody else wrote, fit for a sentence. */
  foreign: (text: string) => string;
}

export function wordsFrom({ parties, places, products }: FindingOptions): Words {
  const item = (subject: Subject) => nameOf(subject, products);
  return {
    party: (account) => plainText(parties?.get(account) ?? `the account ${account.slice(0, 8)}…`),
    place: (gln) => (gln === undefined ? "an unnamed place" : plainText(places?.get(gln)?.name ?? `the place ${gln}`)),
    item,
    items: (subjects) => listInWords(shortened(subjects.map(item))),
    amount: (quantity, uom) => `${grouped(quantity)} ${unitWord(uom)}`,
    time: timeInWords,
    foreign: plainText,
  };
}

/** `a`, `a and b`, `a, b and c`. */
export function listInWords(texts: readonly string[]): string {
  return texts.length < 2 ? (texts[0] ?? "nothing") : `${texts.slice(0, -1).join(", ")} and ${texts.at(-1)}`;
}

/** The first few, and how many more. */
export function shortened(texts: readonly string[]): string[] {
  return texts.length <= LISTED ? [...texts] : [...texts.slice(0, LISTED - 1), `${texts.length - LISTED + 1} more`];
}

function nameOf(subject: Subject, products: FindingOptions["products"]): string {
  const link = parseDigitalLink(subject);
  const product = link?.key.ai === "01" ? products?.get(link.key.value) : undefined;
  const label = labelOf(subject);
  const text = product === undefined ? label : label.replace(/GTIN \d{14}$/, product);
  return plainText(text.charAt(0).toLowerCase() + text.slice(1));
}

const WRITTEN = new Intl.DateTimeFormat("en", {
  day: "numeric",
  month: "long",
  year: "numeric",
  hour: "2-digit",
  minute: "2-digit",
  timeZone: "UTC",
});

/** The local time that the event was written with and its offset, in the form in which the screens write every such time. */
function timeInWords(text: string): string {
  const [, local, zone = ""] = /^(\d{4}-\d\d-\d\d[Tt ]\d\d:\d\d)(?::\d\d(?:\.\d+)?)?(Z|[+-]\d\d:?\d\d)?$/i.exec(text) ?? [];
  const wallClock = new Date(local === undefined ? Number.NaN : `${local.replace(/[t ]/, "T")}:00Z`);
  if (Number.isNaN(wallClock.getTime())) return plainText(text);
  const offset = /^(Z|[+-]00:?00|)$/i.test(zone) ? "" : zone.replace("-", "−");
  return `${WRITTEN.format(wallClock)}${zone === "" ? "" : ` UTC${offset}`}`;
}

function grouped(quantity: string): string {
  const [whole = "", fraction] = (canonicalDecimal(quantity) ?? plainText(quantity)).split(".");
  const thousands = whole.replace(/\B(?=(\d{3})+$)/g, ",");
  return fraction === undefined ? thousands : `${thousands}.${fraction}`;
}
