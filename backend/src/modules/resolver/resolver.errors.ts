import { defineProblems } from "../../platform/errors.ts";

export const RESOLVER_PROBLEMS = defineProblems("resolver", {
  unsoundIdentifier: {
    status: 400,
    title: "The address is no sound GS1 Digital Link.",
    help: "The detail names what is wrong and what is right: the check digit, the order of qualifiers, or the form of a value.",
  },
  unknownLinkType: {
    status: 400,
    title: "There is no such type of link.",
    help: "Types are those of the GS1 Web Vocabulary, as `gs1:pip` or by their address; `linkset` gives all links.",
  },
  noSuchLink: {
    status: 404,
    title: "This identifier has no link of that type.",
    help: "Ask with `linkType=linkset` for all links that there are.",
  },
});
