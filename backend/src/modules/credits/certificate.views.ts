import {
  CERTIFICATE_FORMAT,
  certificateTypedData,
  type Certificate,
  type CertificateContent,
} from "@waybill/protocol/certificates/certificate";
import type { Hex32 } from "@waybill/protocol/schemas/primitives";
import type { CarbonChain } from "@waybill/protocol/typed-data/carbon";
import { privateKeyToAccount } from "viem/accounts";
import { selectRows, type Ctx } from "../../platform/context.ts";

interface Row {
  retirement: Hex32;
  transaction_hash: Hex32;
  block_number: string;
  timestamp: string;
  holder: string;
  grams: string;
  retired_before: string;
  beneficiary: string;
  shipment: string | null;
  period_start: string;
  period_end: string;
  country: string | null;
  note: string;
  batch: Hex32;
  issued_to: string;
  verifier: string;
  registry: string;
  project: string;
  vintage: number;
  first_serial: string;
  last_serial: string;
  saving_hash: string;
  issued_in: string;
}

/** The paper of a retirement, signed by the installation's own account; undefined for one that is not on the indexed chain. */
export async function certificateOf(
  ctx: Pick<Ctx, "tx">,
  chain: CarbonChain,
  { retirement, key }: { retirement: string; key: Hex32 },
): Promise<Certificate | undefined> {
  const [row] = await selectRows<Row>(
    ctx,
    `SELECT r.*, b.issued_to, b.verifier, b.registry, b.project, b.vintage, b.first_serial, b.last_serial, b.saving_hash, b.transaction_hash AS issued_in
     FROM credit_retirements r JOIN credit_batches b ON b.batch = r.batch WHERE r.retirement = $1`,
    [retirement],
  );
  if (!row) return undefined;
  const said = contentOf(row, chain);
  const account = privateKeyToAccount(key);
  return { ...said, signature: { account: account.address as never, signature: await account.signTypedData(certificateTypedData(said)) } };
}

function contentOf(row: Row, chain: CarbonChain): CertificateContent {
  return {
    format: CERTIFICATE_FORMAT,
    version: 1,
    chain,
    retirement: row.retirement,
    transactionHash: row.transaction_hash,
    blockNumber: Number(row.block_number),
    retiredAt: Number(row.timestamp),
    ...{ holder: row.holder, grams: row.grams, retiredBefore: row.retired_before, beneficiary: row.beneficiary, shipment: row.shipment },
    ...{ periodStart: Number(row.period_start), periodEnd: Number(row.period_end), country: row.country, note: row.note },
    batch: {
      ...{ id: row.batch, issuedTo: row.issued_to, verifier: row.verifier, registry: row.registry, project: row.project },
      ...{ vintage: row.vintage, firstSerial: row.first_serial, lastSerial: row.last_serial, savingHash: row.saving_hash },
      transactionHash: row.issued_in,
    },
  } as CertificateContent;
}
