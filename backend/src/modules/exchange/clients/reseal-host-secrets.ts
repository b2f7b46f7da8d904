import { resealRows, type Reseal } from "../../../platform/reseal-rows.ts";
import { openSecret, sealSecret } from "../../../platform/sealed-secret.ts";
import { hostSecretPlace } from "./host-secret-place.ts";

/** Seals what we sign in with at partners' systems under the newest key of the server. */
export const resealHostSecrets: Reseal = (dataSource, random, serverKeys) =>
  resealRows(dataSource, {
    ...{ table: "exchange_partners", key: "id", column: "host_secret" },
    again: (id, sealed) => sealSecret(random, serverKeys, hostSecretPlace(id), openSecret(serverKeys, hostSecretPlace(id), sealed)),
  });
