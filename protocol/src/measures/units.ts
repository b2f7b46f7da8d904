import { DECIMALS, add, decimalText, exactNumber, multiply, ratioOf } from "./exact-number.ts";

/**
 * Units of measure by their UN/CEFACT Recommendation 20 code, as GS1 measurement types use them: what one unit is in the first unit of its
 * line. Factors are exact by definition of the unit; `a/b` is a ratio. Units of different lines are never compared.
 */
const LINES: readonly Readonly<Record<string, string>>[] = [
  // Mass, in kilograms.
  {
    ...{ KGM: "1", GRM: "1e-3", MGM: "1e-6", MC: "1e-9", CGM: "1e-5", DG: "1e-4", DJ: "1e-2", HGM: "0.1", DTN: "100", TNE: "1000" },
    ...{ "2U": "1000", KTN: "1e6", LBR: "0.45359237", ONZ: "0.028349523125", GRN: "0.00006479891", APZ: "0.0311034768" },
    ...{ STI: "6.35029318", CWA: "45.359237", CWI: "50.80234544", STN: "907.18474", LTN: "1016.0469088", CTM: "0.0002" },
  },
  // Length, in metres.
  {
    ...{ MTR: "1", KMT: "1000", HMT: "100", A45: "10", DMT: "0.1", CMT: "0.01", MMT: "1e-3", "4H": "1e-6", C45: "1e-9", C52: "1e-12" },
    ...{ MAM: "1e6", INH: "0.0254", FOT: "0.3048", YRD: "0.9144", SMI: "1609.344", NMI: "1852" },
  },
  // Area, in square metres.
  {
    ...{ MTK: "1", KMK: "1e6", DMK: "0.01", CMK: "1e-4", MMK: "1e-6", ARE: "100", HAR: "1e4" },
    ...{ INK: "0.00064516", FTK: "0.09290304", YDK: "0.83612736", MIK: "2589988.110336" },
  },
  // Volume, in cubic metres.
  {
    ...{ MTQ: "1", DMQ: "1e-3", CMQ: "1e-6", MMQ: "1e-9", LTR: "1e-3", DLT: "1e-4", CLT: "1e-5", MLT: "1e-6", "4G": "1e-9", A44: "0.01" },
    ...{ HLT: "0.1", K6: "1", MAL: "1000", INQ: "0.000016387064", FTQ: "0.028316846592", YDQ: "0.764554857984" },
    ...{ GLL: "0.003785411784", QTL: "0.000946352946", PTL: "0.000473176473", OZA: "0.0000295735295625", BLL: "0.158987294928" },
    ...{ GLI: "0.00454609", QTI: "0.0011365225", PTI: "0.00056826125", OZI: "0.0000284130625" },
  },
  // Pressure, in pascals; pound-force per square inch as its definition has it.
  {
    PAL: "1",
    A97: "100",
    KPA: "1000",
    MPA: "1e6",
    A89: "1e9",
    "74": "1e-3",
    MBR: "100",
    BAR: "1e5",
    ATM: "101325",
    PS: "4.4482216152605/0.00064516",
  },
  // Energy, in joules.
  {
    ...{ JOU: "1", KJO: "1000", "3B": "1e6", GV: "1e9", C15: "1e-3", D70: "4.1868", E14: "4186.8" },
    ...{ WHR: "3600", KWH: "3.6e6", MWH: "3.6e9", GWH: "3.6e12" },
  },
  // Power, in watts.
  { WTT: "1", KWT: "1000", MAW: "1e6", A90: "1e9", C31: "1e-3", D80: "1e-6" },
  // Time, in seconds.
  { SEC: "1", MIN: "60", HUR: "3600", DAY: "86400", WEE: "604800", C26: "1e-3", B98: "1e-6", C47: "1e-9" },
  // Frequency, in hertz.
  { HTZ: "1", KHZ: "1000", MHZ: "1e6", A86: "1e9", D29: "1e12" },
  // Speed, in metres per second.
  { MTS: "1", KMH: "5/18", "2M": "0.01", C16: "1e-3", KNT: "1852/3600", HM: "0.44704", FS: "0.3048" },
  // Acceleration, in metres per second squared.
  { MSK: "1", A76: "0.01" },
  // Angle, in degrees; a radian to as many digits as are kept.
  { DD: "1", D61: "1/60", D62: "1/3600", A91: "0.9", C81: "57.2957795130823208767981548141051703324055" },
  // Electric potential, current, resistance, charge, capacitance, inductance, conductance.
  { VLT: "1", KVT: "1000", B78: "1e6", "2Z": "1e-3", D82: "1e-6" },
  { AMP: "1", B22: "1000", "4K": "1e-3", B84: "1e-6", C39: "1e-9" },
  { OHM: "1", B49: "1000", B75: "1e6", E45: "1e-3", B94: "1e-6" },
  { COU: "1", AMH: "3600", E09: "3.6", D86: "1e-3" },
  { FAR: "1", C10: "1e-3", "4O": "1e-6", C41: "1e-9", "4T": "1e-12" },
  { "81": "1", C14: "1e-3", B90: "1e-6" },
  { SIE: "1", C27: "1e-3", B99: "1e-6" },
  // Magnetic flux density and flux.
  { D33: "1", C29: "1e-3", D81: "1e-6" },
  { WEB: "1", C33: "1e-3" },
  // Force, in newtons, and torque, in newton metres.
  { NEW: "1", B47: "1000", B73: "1e6", C20: "1e-3", B92: "1e-6", B37: "9.80665", C78: "4.4482216152605" },
  { NU: "1", B48: "1000" },
  // Illuminance, in lux.
  { LUX: "1", KLX: "1000" },
  // Radioactivity, in becquerels; absorbed dose, in grays; dose equivalent, in sieverts.
  { BQL: "1", "2Q": "1000", "4N": "1e6", GBQ: "1e9", CUR: "3.7e10", MCU: "3.7e7", M5: "3.7e4" },
  { A95: "1", C13: "1e-3", C80: "0.01" },
  { D13: "1", C28: "1e-3" },
  // Density, mass concentration and absolute humidity, in kilograms per cubic metre.
  { KMQ: "1", GL: "1", B35: "1000", "23": "1000", GJ: "1000", M1: "1e-3", A93: "1e-3", GP: "1e-6", GQ: "1e-9" },
  // Amount of substance, in moles, and its concentration, in moles per cubic metre.
  { C34: "1", B45: "1000", C18: "1e-3", FH: "1e-6" },
  { C36: "1", C38: "1000", B46: "1000" },
  // Mass flow, in kilograms per second, and volume flow, in cubic metres per second.
  { KGS: "1", E93: "1/3600" },
  { MQS: "1", MQH: "1/3600", L2: "1/60000", "40": "1e-6", "41": "1/60000000" },
  // Viscosity: dynamic, in pascal seconds, and kinematic, in square metres per second.
  { C65: "1", C24: "1e-3", "89": "0.1", C7: "1e-3" },
  { S4: "1", "91": "1e-4", "4C": "1e-6" },
  // Plain ratios, relative humidity among them.
  { C62: "1", P1: "0.01", NX: "1e-3", "59": "1e-6", "61": "1e-9" },
  // Memory, in bytes.
  { AD: "1", A99: "1/8", "2P": "1000", "4L": "1e6", E34: "1e9", E35: "1e12" },
];

/** Temperatures, in kelvins: their scales do not start at one zero. `before` is added first. */
const TEMPERATURES: Readonly<Record<string, { factor: string; before: string }>> = {
  KEL: { factor: "1", before: "0" },
  CEL: { factor: "1", before: "273.15" },
  FAH: { factor: "5/9", before: "459.67" },
  A48: { factor: "5/9", before: "0" },
};

interface Unit {
  base: string;
  factor: string;
  before: string;
}

const UNITS: ReadonlyMap<string, Unit> = new Map([
  ...LINES.flatMap((line) => {
    const [base = ""] = Object.keys(line).filter((code) => line[code] === "1");
    return Object.entries(line).map(([code, factor]): [string, Unit] => [code, { base, factor, before: "0" }]);
  }),
  ...Object.entries(TEMPERATURES).map(([code, unit]): [string, Unit] => [code, { base: "KEL", ...unit }]),
]);

/** A number and the code of the unit that all units of its kind are compared in. */
export interface Measure {
  number: string;
  unit: string;
}

/**
 * A measured value in the unit that its kind is compared in. A code that is not listed is compared with itself alone.
 *
 * @param text A decimal number.
 * @param kind `difference` for what measures a distance on the scale, such as a standard deviation: then scales need no common zero.
 * @example
 * measureOf("8", "CEL"); // { number: "281.15", unit: "KEL" }
 */
export function measureOf(text: string, code: string, kind: "value" | "difference" = "value"): Measure | undefined {
  const number = exactNumber(text);
  if (number === undefined) return undefined;
  const unit = UNITS.get(code);
  if (unit === undefined) return { number, unit: code };
  if (unit.factor === "1" && unit.before === "0" && number.length <= DECIMALS) return { number, unit: unit.base };
  const start = kind === "value" ? ratioOf(unit.before) : ratioOf("0");
  return { number: decimalText(multiply(add(ratioOf(number), start), ratioOf(unit.factor))), unit: unit.base };
}
