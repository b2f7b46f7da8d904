import { expect } from "chai";
import { geoDistance, geoMercator } from "d3-geo";
import { graticuleOf, scaleBarOf } from "../../src/features/journey/map/graticule.ts";
import { latitudeAt, longitudeAt, project, viewOf, WORLD_UNITS } from "../../src/features/journey/map/mercator.ts";
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

  const marker = (latitude: number, longitude: number, index: number, name = `Place ${index}`) => ({
    ...{ ...project(latitude, longitude), gln: String(index), name, numbers: [index + 1] },
  });

  it("draws every label wholly inside the view, over no other label and no marker, and joins what stands apart to its marker", () => {
    // The demonstration: three places close together, two in a row, on a telephone and on a screen.
    const markers = [
      marker(42.331, -83.046, 5, "Kitchen, Detroit"),
      marker(41.844, -87.68, 6, "Receiving dock, Chicago"),
      marker(27.639, -80.397, 4, "Packing house, Vero Beach"),
      marker(27.244, -80.83, 0, "Cold store, Okeechobee"),
      marker(26.684, -80.668, 1, "Field 7, Belle Glade"),
    ];
    for (const width of [330, 850]) {
      const view = viewOf(markers, width < 560 ? 1 : 1.6);
      const pixel = view.width / width;
      const boxes = labelsOf(markers, view, pixel).map(({ x, y, text, anchor, isApart, marker: { x: cx, y: cy } }) => {
        const length = text.length * 7 * pixel;
        const left = anchor === "start" ? x : x - length;
        expect(isApart || Math.abs(y - cy) < 10 * pixel, text).to.equal(true);
        return { text, left, right: left + length, top: y - 11 * pixel, bottom: y + 2 * pixel, cx, cy };
      });
      for (const one of boxes) {
        expect(one.left, one.text).to.be.at.least(view.x);
        expect(one.right, one.text).to.be.at.most(view.x + view.width);
        for (const other of boxes) {
          const isOver =
            one !== other && one.left < other.right && other.left < one.right && one.top < other.bottom && other.top < one.bottom;
          expect(isOver, `${one.text} over ${other.text}`).to.equal(false);
          const covers = one.left < other.cx && other.cx < one.right && one.top < other.cy && other.cy < one.bottom;
          expect(covers, `${one.text} over the marker of ${other.text}`).to.equal(false);
        }
      }
    }
  });

  it("shows a label also where none has room", () => {
    const view = viewOf([project(50, 8)], 1);
    const [label] = labelsOf([marker(50, 8, 0, "A name of twenty four li")], view, view.width / 120);
    expect(label?.x).to.be.at.least(view.x);
  });

  it("has a few round meridians and parallels, where the projection has them", () => {
    const view = viewOf([project(26.7, -80.7), project(42.3, -83)], 1.6);
    const { meridians, parallels } = graticuleOf(view);
    expect(meridians.map(({ degrees }) => degrees)).to.deep.equal([-100, -90, -80, -70]);
    expect(parallels.map(({ degrees }) => degrees)).to.deep.equal([30, 40]);
    for (const { y, degrees } of parallels) expect(latitudeAt(y)).to.be.closeTo(degrees, 1e-9);
    for (const { x, degrees } of meridians) expect(longitudeAt(x)).to.be.closeTo(degrees, 1e-9);
  });

  it("has a bar as long as its distance is in the middle of the view, and no longer than a quarter of it", () => {
    const view = viewOf([project(26.7, -80.7), project(42.3, -83)], 1.6);
    const { kilometres, units } = scaleBarOf(view);
    const middle = latitudeAt(view.y + view.height / 2);
    const [west, east] = [longitudeAt(view.x), longitudeAt(view.x + units)];
    expect(distanceOf([middle, west], [middle, east])).to.be.closeTo(kilometres, kilometres * 0.02);
    expect(units).to.be.at.most(view.width / 4);
  });
});

/** Along the great circle, in kilometres. */
function distanceOf([a, b]: readonly [number, number], [c, d]: readonly [number, number]): number {
  return geoDistance([b, a], [d, c]) * 6_371;
}
