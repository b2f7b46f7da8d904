const PATH = "/api/carbon/batches/{id}.json";

/** Where an installation tells what a batch of grams is; `publicUrl` without a slash at the end. Clients replace `{id}` (ERC-1155). */
export function metadataUri(publicUrl: string): string {
  return `${publicUrl}${PATH}`;
}

/** That of an installation on the reader's own machine. */
export const METADATA_URI = metadataUri("http://localhost:3000");
