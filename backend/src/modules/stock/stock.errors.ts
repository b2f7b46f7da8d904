import { defineProblems } from "../../platform/errors.ts";

export const STOCK_PROBLEMS = defineProblems("stock", {
  notEnough: {
    status: 409,
    title: "There is not enough in stock.",
    help: "The detail says how many are left that are neither reserved nor expired. Ask for fewer, or receive more first.",
  },
  countedBelowReserved: {
    status: 409,
    title: "Fewer were counted than are reserved.",
    help: "Move or release reservations of that lot first, then count it again; the detail says how many are reserved.",
  },
  unknownReservation: {
    status: 404,
    title: "No reservation has this key.",
    help: "A reservation is named by the key that it was made with.",
  },
  letGo: {
    status: 409,
    title: "The reservation was let go before it was made.",
    help: "Whoever let it go wanted nothing to be held under this key. Reserve under a fresh one.",
  },
  notHeld: {
    status: 409,
    title: "The reservation does not hold that many there.",
    help: "What it holds may have been shipped, released or moved to another place in the meantime: read it again, then decide.",
  },
  keyReused: {
    status: 422,
    title: "This key stands for something else in the ledger.",
    help: "Use a fresh key for each new move, and the old key only to repeat the very same one.",
  },
  busy: {
    status: 503,
    title: "More reservations wait than can be decided soon.",
    help: "Nothing was reserved. Repeat the request with the same key after `Retry-After` seconds.",
    retryable: true,
  },
});
