declare module "virtual:world-map" {
  /** Addresses of `{ land, borders }`: SVG paths in map units. */
  export const coarse: string;
  export const fine: string;
}
