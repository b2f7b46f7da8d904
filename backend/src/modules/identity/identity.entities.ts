import { EntitySchema } from "typeorm";
import type { Scope } from "@waybill/protocol/permissions/scopes";
import type { Address } from "@waybill/protocol/schemas/primitives";

/** One registration; the newest of an account has no `supersededAt`. Old ones stay, so that they cannot be replayed. */
export interface Organisation {
  account: Address;
  /** What the account signed the registration with. */
  nonce: string;
  /** Drawn here, when all else stood: see `profileHashOf`. */
  salt: string;
  name: string;
  gln: string | null;
  country: string | null;
  website: string | null;
  roles: number;
  signature: string;
  registeredAt: Date;
  supersededAt: Date | null;
}

export const OrganisationEntity = new EntitySchema<Organisation>({
  name: "Organisation",
  tableName: "organisations",
  columns: {
    account: { type: "text", primary: true },
    nonce: { type: "text", primary: true },
    salt: { type: "text" },
    name: { type: "text" },
    gln: { type: "text", nullable: true },
    country: { type: "text", nullable: true },
    website: { type: "text", nullable: true },
    roles: { type: "integer" },
    signature: { type: "text" },
    registeredAt: { name: "registered_at", type: "timestamptz" },
    supersededAt: { name: "superseded_at", type: "timestamptz", nullable: true },
  },
  indices: [
    { name: "organisations_current", columns: ["account"], unique: true, where: "superseded_at IS NULL" },
    { name: "organisations_gln", columns: ["gln"], unique: true, where: "superseded_at IS NULL AND gln IS NOT NULL" },
  ],
});

export interface ApiToken {
  id: string;
  account: Address;
  /** SHA-256 of the secret part, hex. */
  secretHash: string;
  scopes: Scope[];
  createdAt: Date;
  expiresAt: Date;
  lastUsedAt: Date | null;
  name: string;
  revokedAt: Date | null;
}

export const ApiTokenEntity = new EntitySchema<ApiToken>({
  name: "ApiToken",
  tableName: "api_tokens",
  columns: {
    id: { type: "text", primary: true },
    account: { type: "text" },
    secretHash: { name: "secret_hash", type: "text" },
    scopes: { type: "text", array: true },
    createdAt: { name: "created_at", type: "timestamptz" },
    expiresAt: { name: "expires_at", type: "timestamptz" },
    lastUsedAt: { name: "last_used_at", type: "timestamptz", nullable: true },
    name: { type: "text", default: "Made on the command line" },
    revokedAt: { name: "revoked_at", type: "timestamptz", nullable: true },
  },
  indices: [
    { name: "api_tokens_account", columns: ["account"] },
    { name: "api_tokens_newest", columns: ["createdAt", "id"] },
  ],
});
