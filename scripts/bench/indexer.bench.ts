import { existsSync } from "node:fs";
import { figure, type Figure } from "./figure.ts";
import { buildIfChanged } from "../start/stamp.ts";
import { CONTRACTS, compileContracts } from "../start/builds.ts";
import { runChild } from "../services/child.ts";
import { installEnvio, installPeers } from "./indexer/install-peers.ts";
import { PARTS_BY_NAME } from "./indexer/parts/all.ts";
import { failed, progress } from "./indexer/parts/part.ts";
import { readSettings, type Settings, type SubjectName } from "./indexer/settings.ts";
import { ceiling } from "./indexer/subjects/ceiling.ts";
import { envio } from "./indexer/subjects/envio.ts";
import { ours } from "./indexer/subjects/ours.ts";
import { ponder } from "./indexer/subjects/ponder.ts";
import { sqd } from "./indexer/subjects/sqd.ts";
import type { Subject } from "./indexer/subjects/subject.ts";
import { withWorld } from "./indexer/world.ts";

const ALL: Record<SubjectName, { subject: Subject; install?: (cacheFolder: string) => Promise<void> }> = {
  ceiling: { subject: ceiling },
  ponder: { subject: ponder, install: installPeers },
  sqd: { subject: sqd, install: installPeers },
  envio: { subject: envio, install: (cacheFolder) => installPeers(cacheFolder).then(() => installEnvio(cacheFolder)) },
  ours: { subject: ours },
};

/**
 * The product's indexer beside its peers, over the same chain and the same Postgres; each result is compared with the chain's own logs.
 * `readSettings` names the variables that choose parts and sizes.
 */
export async function measure(seed: number): Promise<Figure[]> {
  if (!existsSync("/proc/self/stat")) throw new Error("This bench reads memory and CPU from /proc: it needs Linux.");
  const settings = readSettings(seed);
  await buildIfChanged(CONTRACTS, () => runChild(compileContracts("/dev/null")));
  const { subjects, figures } = await provideSubjects(settings);
  return withWorld(settings, subjects, async (world) => {
    for (const name of settings.parts) {
      const found = await PARTS_BY_NAME[name](world).catch((error: unknown) => [failed(name, "ours", error)]);
      figures.push(...found);
    }
    return figures;
  });
}

/** A peer that cannot be installed is told, and the others are measured. */
async function provideSubjects({ subjects: names, cacheFolder }: Settings): Promise<{ subjects: Subject[]; figures: Figure[] }> {
  const subjects: Subject[] = [];
  const figures: Figure[] = [];
  for (const name of names) {
    const { subject, install } = ALL[name];
    try {
      await install?.(cacheFolder);
      subjects.push(subject);
      progress(`${name}: ${subject.version}`);
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      figures.push(figure({ figure: `${name} is missing`, value: NaN, unit: "", note: `could not be installed: ${reason}` }));
      progress(`${name} could not be installed: ${reason}`);
    }
  }
  return { subjects, figures };
}
