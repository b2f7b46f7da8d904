declare module "virtual:world-map" {
  /** Addresses of `{ land, borders }`: SVG paths in map units. */
  export const addresses: { coarse: string; fine: string };
}
