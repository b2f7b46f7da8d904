/** Codes of UN/ECE Recommendation 20 and 21 in words that a consumer knows; other codes are shown as they are. */
const WORDS: Readonly<Record<string, string>> = {
  KGM: "kg",
  GRM: "g",
  TNE: "t",
  LBR: "lb",
  ONZ: "oz",
  LTR: "l",
  MLT: "ml",
  CS: "cases",
  CT: "cartons",
  BX: "boxes",
  BG: "bags",
  PX: "pallets",
  EA: "pieces",
  H87: "pieces",
};

/** Grams in one unit, for the units in which a balance of matter can be drawn: exact by definition. */
const GRAMS: Readonly<Record<string, string>> = { GRM: "1", KGM: "1000", TNE: "1000000", LBR: "453.59237", ONZ: "28.349523125" };

/** True for a unit of mass. A case or a piece has no fixed content, so its balance says nothing. */
export function isMass(uom: string | undefined): boolean {
  return uom !== undefined && Object.hasOwn(GRAMS, uom);
}

/** Grams of one unit as decimal text. @throws RangeError for a unit that is not one of mass */
export function gramsPer(uom: string): string {
  const grams = GRAMS[uom];
  if (grams === undefined) throw new RangeError(`${uom} is not a unit of mass`);
  return grams;
}

export function unitWord(uom: string | undefined): string {
  return uom === undefined ? "pieces" : (WORDS[uom] ?? uom);
}
