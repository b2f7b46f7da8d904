import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoMercator, geoPath, type GeoContext } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Plugin } from "vite";

const MODULE = "virtual:world-map";
/** Width of the whole world in map units; `src/features/journey/map/mercator.ts` uses the same. */
const WORLD_UNITS = 65_536;

/**
 * Projects the world at build time: pages get ready-made SVG paths as data and need no map library and no tile server.
 * `virtual:world-map` exports the addresses of a coarse and a fine map, each `{ land, borders }`.
 */
export function worldMap(): Plugin {
  const files = new Map<string, string>();
  const add = (name: string) => {
    const content = JSON.stringify(pathsOf(name));
    const file = `assets/${name}-${createHash("sha256").update(content).digest("hex").slice(0, 8)}.json`;
    files.set(file, content);
    return `/${file}`;
  };
  return {
    name: "waybill-world-map",
    resolveId: (id) => (id === MODULE ? `\0${MODULE}` : null),
    load(id) {
      if (id !== `\0${MODULE}`) return null;
      return `export const coarse = ${JSON.stringify(add("countries-110m"))}; export const fine = ${JSON.stringify(add("countries-50m"))};`;
    },
    generateBundle() {
      for (const [fileName, source] of files) this.emitFile({ type: "asset", fileName, source });
    },
    configureServer(server) {
      server.middlewares.use((request, response, next) => {
        const content = files.get((request.url ?? "").slice(1));
        if (content === undefined) return next();
        response.setHeader("content-type", "application/json").end(content);
      });
    },
  };
}

function pathsOf(name: string): { land: string; borders: string } {
  const file = createRequire(import.meta.url).resolve(`world-atlas/${name}.json`);
  const world = JSON.parse(readFileSync(file, "utf8")) as Topology<{ countries: GeometryCollection; land: GeometryCollection }>;
  const half = WORLD_UNITS / 2;
  const projection = geoMercator()
    .scale(WORLD_UNITS / (2 * Math.PI))
    .translate([half, half])
    .precision(0);
  const draw = (shape: Parameters<ReturnType<typeof geoPath>>[0]) => {
    const pen = new RelativePen();
    geoPath(projection, pen)(shape);
    return pen.path;
  };
  const { countries, land } = world.objects;
  return { land: draw(feature(world, land)), borders: draw(mesh(world, countries, (a, b) => a !== b)) };
}

/** Writes whole units relative to the last point: a third of the size of absolute coordinates. */
class RelativePen implements GeoContext {
  path = "";
  private x = 0;
  private y = 0;
  beginPath() {}
  arc() {}
  closePath() {
    this.path += "z";
  }
  moveTo(x: number, y: number) {
    [this.x, this.y] = [Math.round(x), Math.round(y)];
    this.path += `M${this.x} ${this.y}`;
  }
  lineTo(x: number, y: number) {
    const [dx, dy] = [Math.round(x) - this.x, Math.round(y) - this.y];
    if (dx === 0 && dy === 0) return;
    this.x += dx;
    this.y += dy;
    this.path += `l${dx}${dy < 0 ? "" : " "}${dy}`;
  }
}
