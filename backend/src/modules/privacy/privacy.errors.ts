import { defineProblems } from "../../platform/errors.ts";

export const PRIVACY_PROBLEMS = defineProblems("privacy", {
  unknownPerson: {
    status: 404,
    title: "There is no such person.",
    help: "Give the person's id or e-mail address. Who was erased cannot be found by the address any more.",
  },
  isAdmin: {
    status: 409,
    title: "An admin of the installation is not erased by another.",
    help: "Take the role away first, as the rules for admins have it; or the person erases itself.",
  },
  unknownPurpose: {
    status: 404,
    title: "Nothing is asked of people for such a purpose.",
    help: "GET /api/me/consents lists the purposes.",
  },
  legalHold: {
    status: 409,
    title: "What is kept about this person must not be erased now.",
    help: "It is under a legal hold. Whoever runs this Waybill can say why, and lifts it when its reason is gone.",
  },
});
