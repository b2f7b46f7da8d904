import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { geoMercator, geoPath, type GeoContext } from "d3-geo";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Plugin } from "vite";
import { dataFiles } from "./data-files.ts";

/** Width of the whole world in map units; `src/features/journey/map/mercator.ts` uses the same. */
const WORLD_UNITS = 65_536;

/**
 * Projects the world at build time: pages get ready-made SVG paths as data and need no map library and no tile server.
 * `virtual:world-map` exports the addresses of a coarse and a fine map, each `{ land, borders }`.
 */
export function worldMap(): Plugin {
  const contents = () => ({ coarse: JSON.stringify(pathsOf("countries-110m")), fine: JSON.stringify(pathsOf("countries-50m")) });
  return dataFiles({ name: "waybill-world-map", module: "virtual:world-map", contents });
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
