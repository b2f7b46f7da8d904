import {
  clientCredentials,
  clientRequest,
  clientView,
  hostSystem,
  partnerRequest,
  partnerView,
  rotationRequest,
  sharedProducts,
} from "@waybill/protocol/schemas/api/exchange";
import { pageOf } from "@waybill/protocol/schemas/api/system";
import { z } from "zod";
import type { App } from "../../../platform/app.ts";
import { record } from "../../../platform/audit.ts";
import { inTransaction } from "../../../platform/context.ts";
import { pageQuery } from "../../../platform/http/paging.ts";
import { organisationOf } from "../../../platform/http/principal.ts";
import { route, type Route } from "../../../platform/http/route.ts";
import { endClient, giveClient, rotateSecret } from "./clients.service.ts";
import { listClients } from "./clients.store.ts";
import { addPartner, changeHost, endPartner, getPartner, shareProducts } from "./partners.service.ts";
import { listPartners } from "./partners.store.ts";

const TAG = "Exchange of footprints";
const params = z.object({ id: z.string().min(1).max(64) });
/** A list of 5,000 products. */
const SHARED_LIMIT_BYTES = 3 * 1024 * 1024;

/** With whom an organisation exchanges footprints, what each may read, and how it signs in. */
export function partnersRoutes(app: App): Route[] {
  return [
    route({
      method: "get",
      path: "/api/exchange/partners",
      act: "partners:list",
      summary: "Your organisation's partners and what is shared with each",
      tag: TAG,
      query: pageQuery,
      responses: { 200: { description: "A page of partners.", schema: pageOf(partnerView) } },
      handler: async ({ query: { after, limit }, principal, traceId }) => {
        const account = organisationOf(principal);
        const found = await inTransaction(app, (ctx) => listPartners(ctx, account, { after, limit: limit + 1 }), { traceId });
        const items = found.slice(0, limit);
        return { status: 200, body: { items, next: found.length > limit ? (items.at(-1)?.id ?? null) : null } };
      },
    }),
    route({
      method: "post",
      path: "/api/exchange/partners",
      act: "partners:add",
      summary: "Adds a partner to exchange footprints with",
      description:
        "Nothing is shared with it yet. `host` says where its own PACT host system is, for events; its secret is kept encrypted.",
      tag: TAG,
      body: partnerRequest,
      keepsNoAnswer: true,
      responses: { 201: { description: "The partner.", schema: partnerView } },
      handler: async ({ body, principal, traceId }) => ({
        status: 201,
        body: await inTransaction(
          app,
          async (ctx) => {
            const partner = await addPartner(ctx, app.config, organisationOf(principal), body);
            record(ctx, { action: "partner.added", by: principal, subject: partner.id, details: { hasHost: body.host !== undefined } });
            return partner;
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "put",
      path: "/api/exchange/partners/{id}/host",
      act: "partners:change",
      summary: "Says where a partner's host system is",
      tag: TAG,
      params,
      body: hostSystem,
      keepsNoAnswer: true,
      responses: { 200: { description: "The partner.", schema: partnerView } },
      handler: async ({ params: { id }, body, principal, traceId }) => ({
        status: 200,
        body: await inTransaction(
          app,
          async (ctx) => {
            record(ctx, { action: "partner.host-set", by: principal, subject: id });
            return changeHost(ctx, app.config, { account: organisationOf(principal), id, host: body });
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "put",
      path: "/api/exchange/partners/{id}/products",
      act: "partners:change",
      summary: "Sets which products a partner may read the footprints of",
      description: "All of them, whatever it was before. It holds at once, for old and new footprints alike.",
      tag: TAG,
      params,
      body: sharedProducts,
      bodyLimitBytes: SHARED_LIMIT_BYTES,
      responses: { 200: { description: "The partner.", schema: partnerView } },
      handler: async ({ params: { id }, body: { productIds }, principal, origin, traceId }) => ({
        status: 200,
        body: await inTransaction(
          app,
          async (ctx) => {
            record(ctx, { action: "partner.shared", by: principal, subject: id, details: { products: productIds.length } });
            return shareProducts(ctx, { account: organisationOf(principal), id, productIds, origin });
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "delete",
      path: "/api/exchange/partners/{id}",
      act: "partners:end",
      summary: "Ends the exchange with a partner: its credentials and tokens are worth nothing from now on",
      tag: TAG,
      params,
      responses: { 204: { description: "Ended." } },
      handler: async ({ params: { id }, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            await endPartner(ctx, organisationOf(principal), id);
            record(ctx, { action: "partner.removed", by: principal, subject: id });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
    route({
      method: "get",
      path: "/api/exchange/partners/{id}/clients",
      act: "clients:list",
      summary: "The credentials that a partner was given, without their secrets",
      tag: TAG,
      params,
      responses: { 200: { description: "All of them.", schema: z.object({ items: z.array(clientView) }) } },
      handler: async ({ params: { id }, principal, traceId }) => {
        const account = organisationOf(principal);
        const items = await inTransaction(
          app,
          async (ctx) => {
            await getPartner(ctx, account, id);
            return listClients(ctx, account, id);
          },
          { traceId },
        );
        return { status: 200, body: { items } };
      },
    }),
    route({
      method: "post",
      path: "/api/exchange/partners/{id}/clients",
      act: "clients:give",
      summary: "Gives a partner credentials for tokens",
      description: "The secret is shown once and kept as a hash only.",
      tag: TAG,
      params,
      body: clientRequest,
      keepsNoAnswer: true,
      responses: { 201: { description: "The credentials.", schema: clientCredentials } },
      handler: async ({ params: { id }, body: { scopes }, principal, traceId }) => ({
        status: 201,
        body: await inTransaction(
          app,
          async (ctx) => {
            await getPartner(ctx, organisationOf(principal), id);
            const client = await giveClient(ctx, id, scopes);
            record(ctx, {
              action: "client.made",
              by: principal,
              subject: client.clientId,
              details: { partner: id, scopes: scopes.join(" ") },
            });
            return client;
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "post",
      path: "/api/exchange/clients/{id}/rotate",
      act: "clients:rotate",
      summary: "Gives a client another secret",
      description: "The old one, and every token that it got, ends after `overlapSeconds`: at once unless that is given.",
      tag: TAG,
      params,
      body: rotationRequest,
      keepsNoAnswer: true,
      responses: { 200: { description: "The new credentials.", schema: clientCredentials } },
      handler: async ({ params: { id }, body: { overlapSeconds }, principal, traceId }) => ({
        status: 200,
        body: await inTransaction(
          app,
          async (ctx) => {
            record(ctx, { action: "client.rotated", by: principal, subject: id, details: { overlapSeconds } });
            return rotateSecret(ctx, { account: organisationOf(principal), clientId: id, overlapSeconds });
          },
          { traceId },
        ),
      }),
    }),
    route({
      method: "delete",
      path: "/api/exchange/clients/{id}",
      act: "clients:revoke",
      summary: "Revokes a client with its secrets and tokens",
      tag: TAG,
      params,
      responses: { 204: { description: "Revoked." } },
      handler: async ({ params: { id }, principal, traceId }) => {
        await inTransaction(
          app,
          async (ctx) => {
            await endClient(ctx, organisationOf(principal), id);
            record(ctx, { action: "client.revoked", by: principal, subject: id });
          },
          { traceId },
        );
        return { status: 204 };
      },
    }),
  ];
}
