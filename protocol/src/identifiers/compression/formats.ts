import type { Part } from "./values.ts";

const DIGITS_6: readonly Part[] = [{ digits: 6 }];

/** Parts of the values of AIs: keys, qualifiers, and the attributes that stand beside them in codes. */
const FORMATS: Readonly<Record<string, readonly Part[]>> = {
  "00": [{ digits: 18 }],
  "01": [{ digits: 14 }],
  "10": [{ upTo: 20 }],
  ...Object.fromEntries(["11", "12", "13", "15", "16", "17"].map((ai) => [ai, DIGITS_6])),
  "20": [{ digits: 2 }],
  "21": [{ upTo: 20 }],
  "22": [{ upTo: 20 }],
  "240": [{ upTo: 30 }],
  "241": [{ upTo: 30 }],
  "253": [{ digits: 13 }, { upTo: 17 }],
  "254": [{ upTo: 20 }],
  "255": [{ digits: 13 }, { upToDigits: 12 }],
  "30": [{ upToDigits: 8 }],
  "37": [{ upToDigits: 8 }],
  "401": [{ upTo: 30 }],
  "402": [{ digits: 17 }],
  "414": [{ digits: 13 }],
  "417": [{ digits: 13 }],
  "7003": [{ digits: 10 }],
  "8003": [{ digits: 14 }, { upTo: 16 }],
  "8004": [{ upTo: 30 }],
  "8006": [{ digits: 18 }],
  "8010": [{ upTo: 30 }],
  "8011": [{ upToDigits: 12 }],
  "8017": [{ digits: 18 }],
  "8018": [{ digits: 18 }],
  "8019": [{ upToDigits: 10 }],
};

/** Parts of the value of an AI; undefined for one that is not known here, behind which nothing can be read. */
export function formatOf(ai: string): readonly Part[] | undefined {
  if (/^3[1-6]\d\d$/.test(ai)) return DIGITS_6;
  if (/^9[1-9]$/.test(ai)) return [{ upTo: 90 }];
  return FORMATS[ai];
}

/** AIs that often stand together, by the two hexadecimal digits that stand for them; in the order in which GS1's toolkit writes their values. */
export const SEQUENCES: Readonly<Record<string, readonly string[]>> = {
  "0A": ["01", "22"],
  "0B": ["01", "10"],
  "0C": ["01", "21"],
  "0D": ["01", "17"],
  "0E": ["01", "7003"],
  "0F": ["01", "30"],
  "1A": ["01", "10", "17", "21"],
  "1B": ["01", "15"],
  "1C": ["01", "11"],
  "1D": ["01", "16"],
  "1E": ["01", "91"],
  "1F": ["01", "10", "15"],
  ...Object.fromEntries(["A", "B", "C", "D", "E", "F"].map((letter, index) => [`2${letter}`, ["01", `310${index}`]])),
  ...Object.fromEntries(["A", "B", "C", "D", "E", "F"].map((letter, index) => [`3${letter}`, ["01", `320${index}`]])),
  "9A": ["8010", "8011"],
  "9B": ["8017", "8019"],
  "9C": ["8018", "8019"],
  "9D": ["254", "414"],
};
