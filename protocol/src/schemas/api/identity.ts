import { z } from "zod";
import { address, hex32, signature } from "../primitives.ts";
import { profile } from "../bundle.ts";

/**
 * POST /api/organisations: registers the account that signs.
 * `signature` is EIP-712 `Registration(string name,string gln,uint16 roles,bytes32 salt,address account)` under the usual domain, gln "" when absent.
 * 202 with the actor; registration is relayed and shows up once it is on chain. Refused with 403 when open registration is off.
 */
export const registrationRequest = z.object({
  profile: profile,
  roles: z.number().int().positive().max(0xffff),
  signature,
});

/** PUT /api/products/{gtin} and /api/places/{gln}, by bearer token: master data as that organisation states it. */
export const productRequest = z.object({ name: z.string().min(1).max(200), description: z.string().max(2000).optional() });
export const placeRequest = z.object({
  name: z.string().min(1).max(200),
  latitude: z.number().min(-90).max(90).optional(),
  longitude: z.number().min(-180).max(180).optional(),
  country: z
    .string()
    .regex(/^[A-Z]{2}$/)
    .optional(),
});

/** GET /api/demo/wallets, development only: keys everybody knows, for the demonstration wallet. */
export const demoWallet = z.object({ account: address, name: z.string(), privateKey: hex32 });
export type DemoWallet = z.infer<typeof demoWallet>;
