import type { FactorTable } from "../factor-table.ts";
import { DESNZ_2025_LORRIES } from "./desnz-2025-lorries.ts";
import { energy, transport } from "./row-of.ts";

/**
 * UK Government GHG Conversion Factors for Company Reporting 2025, freight and energy, in milligrams CO₂e. Contains public sector information
 * licensed under the Open Government Licence v3.0. Identifiers are those of the published flat file.
 */
const ROWS = [
  ...DESNZ_2025_LORRIES,
  transport(
    "van-diesel",
    "Vans, average (up to 3.5 tonnes), diesel",
    { mode: "road", vehicle: "van", fuel: "diesel", refrigerated: false, region: "GB" },
    [631300, 150950],
    "27_303_3102_14_1 and 28_906_3102_14_1",
  ),
  transport(
    "freight-train",
    "Rail, freight train",
    { mode: "rail", vehicle: "average", fuel: "average", refrigerated: false, region: "GB" },
    [27790, 6910],
    "27_315_3151_14_1 and 28_911_3151_14_1",
  ),
  transport(
    "container-ship-8000-teu",
    "Cargo ship, container ship, 8000+ TEU",
    { mode: "sea", vehicle: "container-8000-teu", fuel: "average", refrigerated: false, region: "global" },
    [12660, 2870],
    "27_320_3229_14_1 and 28_916_3229_14_1",
  ),
  transport(
    "container-ship-5000-teu",
    "Cargo ship, container ship, 5000-7999 TEU",
    { mode: "sea", vehicle: "container-5000-teu", fuel: "average", refrigerated: false, region: "global" },
    [16810, 3810],
    "27_320_3230_14_1 and 28_916_3230_14_1",
  ),
  transport(
    "container-ship-3000-teu",
    "Cargo ship, container ship, 3000-4999 TEU",
    { mode: "sea", vehicle: "container-3000-teu", fuel: "average", refrigerated: false, region: "global" },
    [16810, 3810],
    "27_320_3231_14_1 and 28_916_3231_14_1",
  ),
  transport(
    "container-ship-2000-teu",
    "Cargo ship, container ship, 2000-2999 TEU",
    { mode: "sea", vehicle: "container-2000-teu", fuel: "average", refrigerated: false, region: "global" },
    [20250, 4590],
    "27_320_3232_14_1 and 28_916_3232_14_1",
  ),
  transport(
    "container-ship-1000-teu",
    "Cargo ship, container ship, 1000-1999 TEU",
    { mode: "sea", vehicle: "container-1000-teu", fuel: "average", refrigerated: false, region: "global" },
    [32500, 7370],
    "27_320_3233_14_1 and 28_916_3233_14_1",
  ),
  transport(
    "container-ship-under-1000-teu",
    "Cargo ship, container ship, 0-999 TEU",
    { mode: "sea", vehicle: "container-under-1000-teu", fuel: "average", refrigerated: false, region: "global" },
    [36750, 8330],
    "27_320_3234_14_1 and 28_916_3234_14_1",
  ),
  transport(
    "container-ship",
    "Cargo ship, container ship, average",
    { mode: "sea", vehicle: "average", fuel: "average", refrigerated: false, region: "global" },
    [16120, 3650],
    "27_320_3235_14_1 and 28_916_3235_14_1",
  ),
  transport(
    "bulk-carrier",
    "Cargo ship, bulk carrier, average",
    { mode: "sea", vehicle: "bulk-carrier", fuel: "average", refrigerated: false, region: "global" },
    [3530, 800],
    "27_320_3221_14_1 and 28_916_3221_14_1",
  ),
  transport(
    "general-cargo-ship",
    "Cargo ship, general cargo, average",
    { mode: "sea", vehicle: "general-cargo", fuel: "average", refrigerated: false, region: "global" },
    [13210, 3000],
    "27_320_3228_14_1 and 28_916_3228_14_1",
  ),
  transport(
    "roro-ferry",
    "Cargo ship, RoRo-Ferry, average",
    { mode: "sea", vehicle: "roro-ferry", fuel: "average", refrigerated: false, region: "global" },
    [51580, 11700],
    "27_320_3241_14_1 and 28_916_3241_14_1",
  ),
  transport(
    "reefer-ship",
    "Cargo ship, refrigerated cargo, all dwt",
    { mode: "sea", vehicle: "reefer", fuel: "average", refrigerated: true, region: "global" },
    [13060, 2960],
    "27_320_3243_14_1 and 28_916_3243_14_1",
  ),
  transport(
    "flight-domestic",
    "Freight flights, Domestic, to/from UK, without RF",
    { mode: "air", vehicle: "domestic", fuel: "kerosene", refrigerated: false, region: "global" },
    [2719310, 574290],
    "27_317_3153_14_1 and 28_913_3153_14_1",
  ),
  transport(
    "flight-domestic-with-forcing",
    "Freight flights, Domestic, to/from UK, with RF",
    { mode: "air", vehicle: "domestic-with-forcing", fuel: "kerosene", refrigerated: false, region: "global" },
    [4603970, 574290],
    "27_317_3152_14_1 and 28_913_3152_14_1",
  ),
  transport(
    "flight-short-haul",
    "Freight flights, Short-haul, to/from UK, without RF",
    { mode: "air", vehicle: "short-haul", fuel: "kerosene", refrigerated: false, region: "global" },
    [755390, 205150],
    "27_317_3155_14_1 and 28_913_3155_14_1",
  ),
  transport(
    "flight-short-haul-with-forcing",
    "Freight flights, Short-haul, to/from UK, with RF",
    { mode: "air", vehicle: "short-haul-with-forcing", fuel: "kerosene", refrigerated: false, region: "global" },
    [1278350, 205150],
    "27_317_3154_14_1 and 28_913_3154_14_1",
  ),
  transport(
    "flight-long-haul",
    "Freight flights, Long-haul, to/from UK, without RF",
    { mode: "air", vehicle: "long-haul", fuel: "kerosene", refrigerated: false, region: "global" },
    [531300, 135160],
    "27_317_3157_14_1 and 28_913_3157_14_1",
  ),
  transport(
    "flight-long-haul-with-forcing",
    "Freight flights, Long-haul, to/from UK, with RF",
    { mode: "air", vehicle: "long-haul-with-forcing", fuel: "kerosene", refrigerated: false, region: "global" },
    [899390, 135160],
    "27_317_3156_14_1 and 28_913_3156_14_1",
  ),
  transport(
    "flight-international",
    "Freight flights, International, to/from non-UK, without RF",
    { mode: "air", vehicle: "international", fuel: "kerosene", refrigerated: false, region: "global" },
    [531300, 135160],
    "27_317_3159_14_1 and 28_913_3159_14_1",
  ),
  transport(
    "flight-international-with-forcing",
    "Freight flights, International, to/from non-UK, with RF",
    { mode: "air", vehicle: "international-with-forcing", fuel: "kerosene", refrigerated: false, region: "global" },
    [899390, 135160],
    "27_317_3158_14_1 and 28_913_3158_14_1",
  ),
  energy(
    "diesel",
    "Liquid fuels, diesel (average biofuel blend)",
    { carrier: "diesel", unit: "l", region: "GB" },
    [2570820, 611010],
    "Fuels, diesel (average biofuel blend), litres; 11_101_1011_8_1",
  ),
  energy(
    "marine-gas-oil",
    "Liquid fuels, marine gas oil",
    { carrier: "marine-gas-oil", unit: "l", region: "global" },
    [2771390, 626650],
    "Fuels, marine gas oil, litres; 11_101_1023_8_1",
  ),
  energy(
    "marine-fuel-oil",
    "Liquid fuels, marine fuel oil",
    { carrier: "marine-fuel-oil", unit: "l", region: "global" },
    [3102020, 695390],
    "Fuels, marine fuel oil, litres; 11_101_1024_8_1",
  ),
  // Using electricity emits nothing; generation, losses and what comes before them are all upstream (ISO 14083, energy provision).
  energy(
    "electricity-gb",
    "Electricity: UK, generated and lost on the way",
    { carrier: "electricity", unit: "kWh", region: "GB" },
    [0, 245400],
    "30_400_4000_5_1 + 13_402_4000_5_1 + 15_917_4000_5_1 + 15_918_4000_5_1",
  ),
];

export const DESNZ_2025: FactorTable = {
  format: "waybill-factor-table",
  version: 1,
  id: "desnz-2025",
  edition: "2025",
  title: "UK Government GHG Conversion Factors for Company Reporting 2025: freight and energy",
  publisher: "Department for Energy Security and Net Zero (DESNZ), United Kingdom",
  url: "https://www.gov.uk/government/publications/greenhouse-gas-reporting-conversion-factors-2025",
  licence: "Open Government Licence v3.0",
  note:
    "Values were read from a copy of the published flat file (scope3emissiontest-oss/JulesProject, defra_factors_2025_v2), those of liquid fuels from " +
    "tank to wheel from copies in other public programs that agree; none was compared with gov.uk itself. Lorries are average laden; capacities of the " +
    "vehicle models are what the rows per kilometre and per tonne-kilometre at full load give, rounded to 10 kg. Air factors count great " +
    "circles and hold their own allowance for detours, so nothing is added to the distance.",
  validFrom: "2025-01-01",
  validUntil: null,
  rows: ROWS,
};
