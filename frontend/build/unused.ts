/** Stands in for a helper of react-intl's class-component API, which nothing here uses and which cannot be shaken off. */
export default function unused(): never {
  throw new Error("hoist-non-react-statics is not part of this build");
}
