import { Hash } from "lucide-react";
import { shortHex } from "../lib/short.ts";

import { Chip } from "./Chip.tsx";

/** Any 32-byte value or signature. `kind` says what it is: "commitment", "root", "digest". */
export function HashChip({ hash, kind, href }: { hash: string; kind: string; href?: string }) {
  return (
    <Chip value={hash} kind={kind} icon={<Hash aria-hidden />} short href={href}>
      {shortHex(hash)}
    </Chip>
  );
}
