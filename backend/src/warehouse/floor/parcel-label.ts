import bwipjs from "bwip-js/node";

/** A module of 0.5 mm: at three a millimetre on screens, as large as a hand scanner wants it from paper (General Specifications, section 5.12). */
const SCALE = 3;
/** Millimetres. */
const BAR_HEIGHT = 32;

/** The SSCC of a parcel as a GS1-128 symbol with its digits below, as SVG. */
export function parcelLabel(sscc: string): string {
  return bwipjs.toSVG({
    bcid: "gs1-128",
    text: `(00)${sscc}`,
    scale: SCALE,
    height: BAR_HEIGHT,
    includetext: true,
    textxalign: "center",
    paddingwidth: 10,
    paddingheight: 4,
    backgroundcolor: "FFFFFF",
  });
}
