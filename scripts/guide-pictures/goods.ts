/** Goods and organisations of the demonstration that the pictures show. */
export const SALAD = "/01/10860009998039/10/SALAD-20260420-A";
export const LETTUCE = "/01/00860009999923/10/ABC1234";
export const CASE = "10860009999920";
export const PACKER = "Indian River Packing";
export const PACKER_GLN = "0860009999992";
export const KITCHEN = "Lakeshore Salad Kitchen";
export const KITCHEN_GLN = "0860009998018";
