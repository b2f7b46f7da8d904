declare module "js-yaml" {
  /** Value of the only document in a YAML text. @throws {Error} when it is not YAML. */
  export function load(text: string): unknown;
}
