/** Codes of UN/ECE Recommendation 20 and 21 in words that a consumer knows; other codes are shown as they are. */
const WORDS: Readonly<Record<string, string>> = {
  KGM: "kg",
  GRM: "g",
  TNE: "t",
  LBR: "lb",
  ONZ: "oz",
  LTR: "l",
  MLT: "ml",
  MTQ: "m³",
  CS: "cases",
  CT: "cartons",
  BX: "boxes",
  BG: "bags",
  PX: "pallets",
  EA: "pieces",
  H87: "pieces",
};

export function unitWord(uom: string | undefined): string {
  return uom === undefined ? "pieces" : (WORDS[uom] ?? uom);
}
