import { expect } from "chai";
import { geoMercator } from "d3-geo";
import { project, viewOf, WORLD_UNITS } from "../../src/features/journey/map/mercator.ts";
import { labelsOf } from "../../src/features/journey/map/labels.ts";

describe("the map", () => {
  it("places points as the projection does that drew the land", () => {
    const projection = geoMercator()
      .scale(WORLD_UNITS / (2 * Math.PI))
      .translate([WORLD_UNITS / 2, WORLD_UNITS / 2]);
    for (const [latitude, longitude] of [
      [0, 0],
      [42.33, -83.05],
      [-33.9, 151.2],
      [64.1, -21.9],
    ] as const) {
      const [x, y] = projection([longitude, latitude]) as [number, number];
      const point = project(latitude, longitude);
      expect(point.x).to.be.closeTo(x, 1e-6);
      expect(point.y).to.be.closeTo(y, 1e-6);
    }
  });

  it("shows every point with a margin, in the shape asked for", () => {
    const points = [project(26.7, -80.7), project(42.3, -83)];
    const view = viewOf(points, 1.6);
    expect(view.width / view.height).to.be.closeTo(1.6, 1e-9);
    for (const { x, y } of points) {
      expect(x).to.be.within(view.x + view.width * 0.05, view.x + view.width * 0.95);
      expect(y).to.be.within(view.y + view.height * 0.05, view.y + view.height * 0.95);
    }
  });

  it("shows surroundings even for a single place", () => {
    expect(viewOf([project(50, 8)], 1.6).width).to.be.greaterThan(100);
  });

  it("never draws two labels of one side over each other", () => {
    const markers = [26.7, 27.2, 27.6].map((latitude, index) => ({
      ...project(latitude, -80.6),
      gln: String(index),
      name: `Place ${index}`,
      numbers: [index + 1],
    }));
    const pixel = 10;
    const ys = labelsOf(markers, viewOf([project(20, -100), project(45, -60)], 1.6), pixel)
      .map(({ y }) => y)
      .toSorted((a, b) => a - b);
    for (const [index, y] of ys.slice(1).entries()) expect(y - (ys[index] ?? 0)).to.be.at.least(14 * pixel);
  });
});
