import type { Intensity, TransportRow } from "./factor-table.ts";
import { LIMITS } from "./whole.ts";

/**
 * Intensity of a vehicle with a known load: between its emissions when empty and when full they grow evenly, the kilometres that it runs
 * empty for these goods count in full, and the load bears all. Rounded up to milligrams per tonne-kilometre.
 *
 * @param use.loadPercent Load by mass in percent of the capacity, from 1.
 * @param use.emptyPercent Empty kilometres per hundred laden ones.
 * @throws RangeError for a row without a vehicle model, or an intensity beyond `LIMITS`
 */
export function vehicleIntensity({ id, vehicleModel }: TransportRow, use: { loadPercent: number; emptyPercent: number }): Intensity {
  if (vehicleModel === undefined) throw new RangeError(`the row ${id} does not say what its vehicle emits when empty and when full`);
  const [load, emptyRunning] = [BigInt(use.loadPercent), BigInt(use.emptyPercent)];
  // Hundredths of milligrams per laden kilometre, over hundredths of grams of load.
  const payload = BigInt(vehicleModel.capacityGrams) * load;
  const at = (part: "ttw" | "wtw") => {
    const [empty, full] = [BigInt(vehicleModel.empty[part]), BigInt(vehicleModel.full[part])];
    const perKilometre = empty * 100n + (full - empty) * load + empty * emptyRunning;
    return (perKilometre * 1_000_000n + payload - 1n) / payload;
  };
  const [ttw, wtw] = [at("ttw"), at("wtw")];
  if (wtw > LIMITS.milligramsPerUnit)
    throw new RangeError(`a load of ${use.loadPercent} % of ${id} gives an absurd intensity: ${wtw} mg/t-km`);
  return { ttw: String(ttw), wtt: String(wtw - ttw), wtw: String(wtw) };
}
