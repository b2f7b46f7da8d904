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
  notYours: {
    status: 403,
    title: "This identifier, or this link, is not your organisation's.",
    help: "Links are set by the organisation that describes the goods or the place, or whose own GLN the identifier is formed of; describe it first.",
  },
  wrongSignature: {
    status: 403,
    title: "The signature is not from the account it names.",
    help: "Sign the LinkStatement or LinkEnd typed data of exactly this request, under this chain and contract.",
  },
  unknownLink: { status: 404, title: "There is no such link.", help: "`GET /api/links` lists those of an organisation or an identifier." },
  labelCount: { status: 400, title: "A request makes 1 to 500 labels.", help: "Ask for more in further requests." },
  labelTooSmall: {
    status: 422,
    title: "The code would be too small to be read.",
    help: "Choose a sheet with larger labels, or a DataMatrix, which is smaller than a QR code for the same text.",
  },
  tooManyLinks: {
    status: 409,
    title: "This identifier has too many links.",
    help: "End those that nobody needs, or set them for a single lot.",
  },
});
