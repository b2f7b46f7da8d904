import { defineProblems } from "../../platform/errors.ts";

export const WAREHOUSES_PROBLEMS = defineProblems("warehouses", {
  unknownToken: {
    status: 401,
    title: "The token of a warehouse is needed.",
    help: "`Authorization: Bearer wbw_…`. Whoever runs the shop makes it with `npm run waybill -- warehouse token <id>`; it ends when the shop no longer has the secret that it was made of.",
  },
  notYours: {
    status: 403,
    title: "The token is that of another warehouse.",
    help: "A token is good for the warehouse whose name is in it, and for nothing else.",
  },
  notSetUp: {
    status: 503,
    title: "This installation takes no warehouses.",
    help: "Whoever runs it has to set SERVICE_SECRET, and to make a token for each warehouse.",
  },
  notFound: {
    status: 404,
    title: "There is no such warehouse.",
    help: "A warehouse registers as it starts, and again when it is answered this.",
  },
  removed: {
    status: 403,
    title: "The shop has removed this warehouse.",
    help: "Nothing of it is taken until an admin of the shop lets it in again. Keep the messages, and go on registering.",
  },
  isRemoved: {
    status: 409,
    title: "This warehouse was removed.",
    help: "Let it in again first; what became of it can be read all the same.",
  },
  forbiddenAddress: {
    status: 422,
    title: "The shop does not call that address.",
    help: "In production `url` is https, on port 443 or 8443, and public. Whoever runs the shop may name other hosts in WAREHOUSE_HOSTS.",
  },
  otherInstance: {
    status: 409,
    title: "The shop knows this warehouse with another database.",
    help: "What it told before is lost there. An admin of the shop has to accept the new database first; keep the messages until then, and try again.",
  },
  noOtherInstance: {
    status: 409,
    title: "No such database has come forward.",
    help: "Read the warehouse again: `otherInstance` is the one that waits to be accepted.",
  },
  gap: {
    status: 409,
    title: "Messages are missing before these.",
    help: "The detail says which sequence is the next. Send all from there, in the order of their sequence, without gaps.",
  },
  otherMessage: {
    status: 409,
    title: "Another message was taken under that sequence.",
    help: "A sequence stands for one message for good. Where a database was restored, it is another instance, and needs another id.",
  },
  unreachable: {
    status: 503,
    title: "The warehouse gives no usable answer.",
    help: "The detail says why. Nothing was changed: try again later.",
    retryable: true,
  },
});
