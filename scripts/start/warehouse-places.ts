/** The two warehouses of `npm start`, as deploy/compose.yaml has them. */
export interface WarehousePlace {
  id: "alpha" | "beta";
  name: string;
  country: string;
  latitude: number;
  longitude: number;
  gln: string;
  /** Its terms, and how its parcels are numbered, as variables of the program. */
  environment: Readonly<Record<string, string>>;
  /** Of the development phrase: who signs for it in the demonstration. */
  account: number;
}

/** GS1 company prefix of the demonstration's warehouses; each goes on with a digit of its own, so that no two parcels share an SSCC. */
const SSCC_PREFIX = "0860009996";

export const WAREHOUSE_PLACES: readonly WarehousePlace[] = [
  {
    id: "alpha",
    name: "Alpha",
    country: "DE",
    latitude: 52.52,
    longitude: 13.4,
    gln: "0860009996007",
    environment: {
      MINOR_PER_SHIPMENT: "290",
      MINOR_PER_UNIT: "40",
      MINOR_PER_TONNE_KILOMETRE: "45",
      CO2E_MILLIGRAMS_PER_TONNE_KILOMETRE: "95000",
      SSCC_PREFIX: `${SSCC_PREFIX}1`,
    },
    account: 9,
  },
  {
    id: "beta",
    name: "Beta",
    country: "NL",
    latitude: 51.92,
    longitude: 4.48,
    gln: "0860009996014",
    environment: {
      MINOR_PER_SHIPMENT: "350",
      MINOR_PER_UNIT: "30",
      MINOR_PER_TONNE_KILOMETRE: "35",
      CO2E_MILLIGRAMS_PER_TONNE_KILOMETRE: "60000",
      SSCC_PREFIX: `${SSCC_PREFIX}2`,
    },
    account: 10,
  },
];
