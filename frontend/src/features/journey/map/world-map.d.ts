declare module "virtual:world-map" {
  /** Addresses of `{ land, borders }`: SVG paths in map units. */
  const addresses: { coarse: string; fine: string };
  export default addresses;
}
