import { defineProblems } from "../../platform/errors.ts";

export const ORDERS_PROBLEMS = defineProblems("orders", {
  wrongCheckDigit: {
    status: 422,
    title: "The number has a wrong check digit.",
    help: "An article is sold by its GTIN. Check it for a typing error.",
  },
  unknownArticle: { status: 404, title: "There is no such article.", help: "GET /api/articles lists what is sold." },
  unknownTerms: { status: 404, title: "The shop does not deliver there.", help: "GET /api/delivery-terms lists where it does." },
  unknownOrder: { status: 404, title: "There is no such order.", help: "GET /api/orders lists yours." },
  keyNeeded: {
    status: 400,
    title: "This needs an Idempotency-Key.",
    help: "Send a new random key with each order, shipment and return, and the same one when you repeat it: then it is done once.",
  },
  keyReused: {
    status: 422,
    title: "That Idempotency-Key stands for something else.",
    help: "Send a new key for a new order, shipment or return.",
  },
  versionNeeded: {
    status: 428,
    title: "This needs the version that it changes.",
    help: 'Read it, and send its version as `If-Match`; "0" for what is not there yet.',
  },
  cartChanged: {
    status: 412,
    title: "The cart was changed meanwhile.",
    help: "Read it again, and change it as it is now.",
  },
  articleChanged: {
    status: 412,
    title: "The article was changed meanwhile.",
    help: "Read it again, and change it as it is now. One that is not there yet has the version 0.",
  },
  notForSale: {
    status: 422,
    title: "Something in the order is not for sale.",
    help: "The pointers in `errors` name the lines. It was taken from sale, or its number is unknown.",
  },
  notDelivered: {
    status: 422,
    title: "The order cannot be delivered there.",
    help: "GET /api/delivery-terms lists where the shop delivers, and in which currencies it is paid there.",
  },
  mixedCurrencies: {
    status: 422,
    title: "The articles have prices in several currencies.",
    help: "Place one order for each currency.",
  },
  priceChanged: {
    status: 409,
    title: "The order costs something else than you were shown.",
    help: "`detail` has the price of now. Show it, and place the order again.",
  },
  unknownCard: {
    status: 422,
    title: "The payment provider does not know that means of payment.",
    help: "Ask the customer for it again. Those of the sandbox are listed in the reference of this route.",
  },
  noProvider: {
    status: 503,
    title: "This installation has nobody who takes payments.",
    help: "In production the sandbox takes none, and no other provider is set up.",
  },
  notNow: {
    status: 409,
    title: "That cannot be done to the order as it stands.",
    help: "Read the order: `state` and `transitions` say where it is.",
  },
  nothingAsked: {
    status: 409,
    title: "The customer's bank asks nothing.",
    help: "There is a question while `payment.state` of the order is `challenged`.",
  },
  nothingRefused: {
    status: 409,
    title: "The bank has not refused to pay for anything that has left.",
    help: "`waitsFor` of the order says when it has. What it was asked once more it may just not have answered yet.",
  },
  notThatMany: {
    status: 409,
    title: "The order does not have that many to go, or to come back.",
    help: "The pointers in `errors` name the lines. What has left cannot leave again, and only what has left can come back.",
  },
  packedElsewhere: {
    status: 409,
    title: "Some of it is not packed by the shop's people.",
    help: "What a warehouse with a program is to pack is noted by that program; what is held has to be released first. The pointers in `errors` name the lines.",
  },
  receivedElsewhere: {
    status: 409,
    title: "Some of it is not received there by that hand.",
    help: "What goes back to a warehouse with a program is received on its floor, which tells of it by itself; any other place is the shop's own. The pointers in `errors` name the lines.",
  },
  unknownFulfilment: { status: 404, title: "The order has no such part.", help: "`fulfilments` of GET /api/orders/{id} has their ids." },
  noPart: {
    status: 422,
    title: "That is no part of it.",
    help: "A part is some of what it holds, and neither nothing nor all of it. `fulfilments` of the order says how much of which line it holds.",
  },
  apart: { status: 409, title: "The two cannot be one.", help: "Only two open parts of one order at the same warehouse are merged." },
  notThere: {
    status: 409,
    title: "The warehouse does not have all of it.",
    help: "Split it first, and move what is there. `detail` says how much that is.",
  },
  shutWarehouse: {
    status: 409,
    title: "Nothing new is sent to that warehouse.",
    help: "It is paused, or does not answer: `detail` says which. Resume it, or wait for it, or name another one.",
  },
  unsignedWebhook: {
    status: 400,
    title: "The message is not from the payment provider.",
    help: "`Webhook-Signature` must be `t=<seconds>,v1=<HMAC-SHA256 of seconds, a full stop and the body>`, and not older than five minutes.",
  },
});
